//! Stateful fakes of our neighbours: real HTTP on 127.0.0.1, as strict as the real ones.

pub mod providers;
//! Neighbours as servers on this machine: they keep state, are as strict as the real ones and can be told to fail.

pub mod telegram;
