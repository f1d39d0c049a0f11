//! The part of the list of messages that is about the private page on which a key or token is given.

/// Hands the messages on, with these behind them.
macro_rules! with_handover {
    ($($messages:tt)+) => {
        messages! {
            $($messages)+
            // In the chat
            ButtonPrivatePage = "button-private-page",
            ButtonOpenPage = "button-open-page",
            PrivatePageHint { platform: String } = "private-page-hint",
            PrivatePageLater = "private-page-later",
            PrivatePage { what: Box<Msg> } = "private-page",
            PrivatePageHelp { lasts: Span, platform: String } = "private-page-help",
            SecretOf { what: Box<Msg>, name: String } = "secret-of",
            SecretOfNew { what: Box<Msg> } = "secret-of-new",
            // On the page, before anything is known of its link
            PageTitle = "page-title",
            PageLooks = "page-looks",
            PageNeedsScript = "page-needs-script",
            PageNoLink = "page-no-link",
            PageShow = "page-show",
            PageHide = "page-hide",
            PageSend = "page-send",
            PageSends = "page-sends",
            PageWhere = "page-where",
            PageLeaveEmpty = "page-leave-empty",
            PageLost = "page-lost",
            PageBusy = "page-busy",
            PageForeign = "page-foreign",
            PageTooLong = "page-too-long",
            // On the page, of its link
            PageWhose { who: Box<Msg> } = "page-whose",
            PageEnds { left: Span } = "page-ends",
            PageTaken = "page-taken",
            PageUsed = "page-used",
            PageReplaced = "page-replaced",
            PageClosed = "page-closed",
            PageTimeIsOver = "page-time-is-over",
            PageMovedOn = "page-moved-on",
            PageUnknown = "page-unknown",
            PageNotYours = "page-not-yours",
            PageUnproven = "page-unproven",
        }
    };
}
