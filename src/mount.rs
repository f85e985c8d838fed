//! What one mount owns: the handles that every view of it may take.

use crate::{
    element::Host,
    format::Format,
    i18n::Words,
    pages::{
        deliveries::ListState,
        sms::{Drafts, KeptDrafts},
    },
    prelude::*,
    remote::Actions,
    route::Navigator,
    session::Session,
    ui::text::Announcer,
};

/// One mounted element. It is one context, because Leptos compiles each type of context anew.
#[derive(Clone, Copy)]
pub struct Mount {
    pub host: Host,
    pub session: Session,
    pub words: Words,
    pub format: Format,
    pub navigator: Navigator,
    pub actions: Actions,
    pub announcer: Announcer,
    pub list: ListState,
    pub drafts: Drafts,
}

impl Mount {
    /// Starts what `host` needs, under the owner that ends with it.
    pub fn start(host: Host, route: &str, kept: Option<KeptDrafts>) -> Self {
        let actions = Actions::new();
        let session = Session::start(host);
        let words = Words::new(session, host);
        let mount = Self {
            host,
            session,
            words,
            format: Format::new(words, session, host),
            navigator: Navigator::new(host, route),
            actions,
            announcer: Announcer::new(),
            list: ListState::new(),
            drafts: Drafts::new(kept),
        };
        provide_context(mount);
        mount
    }

    /// Asks again for everything on screen; where nobody is signed in, the host for tokens.
    pub fn refresh(self) {
        if self.session.is_signed_out() {
            self.actions.run(self.session.begin());
        } else {
            self.session.refresh();
        }
    }

    /// The mount that the caller is drawn in.
    #[inline(never)]
    pub fn here() -> Self {
        use_context().expect("everything is drawn under a mount")
    }
}
