//! What people live through with a whole Hatchery, from the first word to a bot that answers and beyond.

mod changing;
mod hatching;
mod looking_after;
mod people;
mod steps;
mod twice;
