//! Stateful fakes of our neighbours: real HTTP on 127.0.0.1, as strict as the real ones.

pub mod providers;
