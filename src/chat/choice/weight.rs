//! What a press comes to, wherever it is shown.

use super::{AboutKeys, Choice, FleetChoice};
use crate::chat::Weight;
use crate::domain::Deed;

impl Choice {
    /// `place` is what a button weighs by where it stands. Neither help nor a way out is ever the likely way.
    pub fn weight(&self, place: Weight) -> Weight {
        if self.takes_away() {
            Weight::TakesAway
        } else if self.agrees() {
            Weight::Agrees
        } else if self.leads_nowhere() {
            Weight::Plain
        } else {
            place
        }
    }

    fn agrees(&self) -> bool {
        matches!(self, Choice::Hatch | Choice::LetIn(_) | Choice::Link(_) | Choice::Fleet(FleetChoice::Go(_)))
    }

    fn leads_nowhere(&self) -> bool {
        matches!(
            self,
            Choice::Cancel | Choice::Back | Choice::Keep | Choice::Skip | Choice::NoNews | Choice::WhereIsTheKey
        )
    }

    fn takes_away(&self) -> bool {
        matches!(
            self,
            Choice::Delete(_)
                | Choice::Stop(_)
                | Choice::CancelHatch(_)
                | Choice::RemoveStray(_)
                | Choice::RemoveStrays
                | Choice::EndShare(_)
                | Choice::Ban(_)
                | Choice::Unlink
                | Choice::CancelNews(_)
                | Choice::Keys(AboutKeys::Delete(_))
                | Choice::Fleet(FleetChoice::Do(Deed::Stop, _))
        )
    }
}
