//! The fake Discord itself, asked over HTTP and over its gateway by a small bot written for that: it has to refuse what
//! the real one refuses, deliver through both doors, and show people only what people would see.
