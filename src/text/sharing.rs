//! The part of the list of messages that is about bots made after other ones.

/// Hands the messages on, with these behind them.
macro_rules! with_sharing {
    ($($messages:tt)+) => {
        with_alerts! {
            $($messages)+
            // Sharing and cloning
            CommandClone = "command-clone",
            CommandShare = "command-share",
            WordBotOrCode = "word-bot-or-code",
            ShareMade { name: String, lasts: Span } = "share-made",
            ShareCommand { code: String } = "share-command",
            ShareCarries = "share-carries",
            ShareWithout = "share-without",
            ShareSetting { name: String, value: String } = "share-setting",
            ShareOffered { name: String } = "share-offered",
            ShareYours { provider: String } = "share-yours",
            ShareYoursAlone = "share-yours-alone",
            ShareOver = "share-over",
            ShareNoKind = "share-no-kind",
            ShareEnded { name: String } = "share-ended",
            NotShared { name: String } = "not-shared",
            ReviewKeyToCome { provider: String } = "review-key-to-come",
            ReviewSettings { settings: String } = "review-settings",
            ButtonCopyAddress = "button-copy-address",
            ButtonCopyLink = "button-copy-link",
            ButtonCopyCommand = "button-copy-command",
            ButtonCopyCode = "button-copy-code",
            InviteByLink { link: String } = "invite-by-link",
            LinkByLink { link: String } = "link-by-link",
            ButtonEndShare = "button-end-share",
            ButtonHatchLike = "button-hatch-like",
            ActShare { subject: String } = "act-share",
            ActEndShare { subject: String } = "act-end-share",
        }
    };
}
