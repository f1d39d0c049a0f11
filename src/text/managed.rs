//! The part of the list of messages that is about bots on Telegram that people make through us.

/// Hands the messages on, with these behind them.
macro_rules! with_managed {
    ($($messages:tt)+) => {
        with_sharing! {
            $($messages)+
            // Bots on Telegram that people make through us
            CommandRotate = "command-rotate",
            AskTokenOrMake { name: String } = "ask-token-or-make",
            AskTokenOrMakeHelp { stays: Box<Msg> } = "ask-token-or-make-help",
            FetchingToken { handle: String } = "fetching-token",
            StillFetchingToken { handle: String } = "still-fetching-token",
            ManagedForLater { handle: String } = "managed-for-later",
            ManagedAfterThis { handle: String } = "managed-after-this",
            ManagedLate { handle: String } = "managed-late",
            ManagedKept { handle: String } = "managed-kept",
            ManagedUnasked { handle: String } = "managed-unasked",
            ManagedTaken = "managed-taken",
            ManagedRefused { handle: String } = "managed-refused",
            ManagedRefusedHelp = "managed-refused-help",
            ManagedUnreachable { handle: String } = "managed-unreachable",
            ManagedRotating = "managed-rotating",
            NotManaged = "not-managed",
            RotateByHand { name: String } = "rotate-by-hand",
            RotateNoTelegram { name: String } = "rotate-no-telegram",
            ManagedLost { name: String, handle: String } = "managed-lost",
            ManagedGone { name: String, handle: String } = "managed-gone",
            ManagedTokenKept { name: String, handle: String } = "managed-token-kept",
            ManagedTokenTakenUp { name: String, handle: String } = "managed-token-taken-up",
            ChildDescription { name: String } = "child-description",
            ChildShort { name: String } = "child-short",
            ChildNew = "child-new",
            ButtonMakeBot = "button-make-bot",
            ButtonHaveToken = "button-have-token",
            ButtonUseMade { handle: String } = "button-use-made",
        }
    };
}
