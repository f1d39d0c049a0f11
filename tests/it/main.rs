mod fakes;
mod providers;
mod telegram;
