//! News to many: at one pace, to nobody twice, to nobody who does not want them, whatever happens meanwhile.

mod crowd;
mod stories;
mod wall;
