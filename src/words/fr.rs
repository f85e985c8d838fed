//! Français.

use campaign::{
    codes::{FailureReason, FailureType, LogStatus},
    flag::Flag,
    ladder::Part,
    lifecycle::{Action, Outcome, Phase},
    soap::Failure,
    verdict::Advice,
};
use sms_text::{Encoding, character::Look};

use super::msg::Msg;
use crate::{
    error::{Error, FileError, Invalid},
    format::{Numbers, Plural, Span, in_ten},
    route::Tab,
};

pub fn say(msg: &Msg, numbers: &impl Numbers) -> String {
    let words = match msg {
        Msg::AppName => "Diffusions SMS",
        Msg::TimeZone => "Fuseau horaire",
        Msg::TimesIn { zone } => return format!("Heures de {zone}"),
        Msg::Language => "Langue",
        Msg::SignOut => "Se déconnecter",

        Msg::SignIn => "Se connecter",
        Msg::SignInAs { login } => return format!("Se connecter en tant que {login}"),
        Msg::Operator => "Opérateur",
        Msg::Password => "Mot de passe",
        Msg::KnownOperators => "Opérateurs de ce bac à sable",
        Msg::SignInHint => "Avec votre opérateur Adobe Campaign.",
        Msg::HostSignsIn => {
            "C’est le site autour de ce tableau de bord qui vous connecte, et votre session y est terminée ou n’a pas commencé. Connectez-vous-y, puis réessayez."
        }
        Msg::SessionEndedHint => "Votre session est terminée. Ce qui est affiché reste, ainsi que votre saisie.",
        Msg::SignInFailed { why } => return format!("Vous n’êtes pas connecté. {}", say(why, numbers)),
        Msg::CredentialsMissing => "Saisissez un opérateur et un mot de passe.",

        Msg::Deliveries => "Diffusions",
        Msg::Label => "Libellé",
        Msg::DeliveryCode => "Code de la diffusion",
        Msg::Status => "Statut",
        Msg::ContactDate => "Date de contact",
        Msg::OutcomeByCampaign { success, failed } => {
            return format!("{success} de succès selon Campaign, {failed} d’échecs");
        }
        Msg::OutcomeByLog { received, unconfirmed, failed } => {
            return format!("{received} reçus, {unconfirmed} non confirmés, {failed} en échec");
        }
        Msg::FailedMessages => "Échecs",
        Msg::Attention => "Attention",
        Msg::NeedsAttention => "À surveiller",
        Msg::Flag(flag) => match flag {
            Flag::PreparationFailed => "Préparation en échec",
            Flag::SendingFailed => "Envoi en échec",
            Flag::AllFailed { n: 1 } => "Le seul a échoué",
            Flag::AllFailed { n } => return format!("Les {} ont échoué", numbers.number(*n)),
            Flag::Overdue { late } => return format!("En retard de {}", span(late.num_minutes(), numbers)),
            Flag::Stuck { still } => return format!("Figée depuis {}", span(still.num_minutes(), numbers)),
            Flag::SeveralParts { sms, n } => {
                return format!("{} SMS pour {}", numbers.number(*sms), numbers.count(*n, "message", "messages"));
            }
            Flag::ManyFailed { failed, n } | Flag::UnusuallyManyFailed { failed, n, .. } => {
                return format!("{} échecs sur {}", numbers.number(*failed), numbers.number(*n));
            }
            Flag::NoReceipts { .. } => "Aucun accusé",
        },
        Msg::FlagRule(flag) => match flag {
            Flag::PreparationFailed => "Campaign n’a pas pu la préparer\u{a0}: l’Audit dit pourquoi.",
            Flag::SendingFailed => "Campaign indique que l’envoi a échoué\u{a0}: l’Audit dit pourquoi.",
            Flag::AllFailed { .. } => "Campaign compte autant d’erreurs que de messages à envoyer.",
            Flag::Overdue { .. } => "Sa date de contact est passée, et elle n’a pas démarré.",
            Flag::Stuck { .. } => "Elle devrait avancer d’elle-même, et rien n’a changé depuis plus d’une heure.",
            Flag::ManyFailed { .. } => "Plus de 5\u{a0}% des messages ont échoué, sur 20 ou plus.",
            Flag::UnusuallyManyFailed { others, .. } => {
                let [failed, n] = [others.failed, others.n].map(|n| numbers.number(n));
                return format!(
                    "Plus du double de la part des autres de son code\u{a0}: {failed} échecs sur {n} en 90 jours."
                );
            }
            Flag::SeveralParts { .. } => {
                "Campaign a transmis au moins trois SMS pour deux messages\u{a0}: un long message en fait plusieurs."
            }
            Flag::NoReceipts { .. } => "Un jour après la date de contact, aucun téléphone n’a confirmé de message.",
        },
        Msg::Processed => "Traités",
        Msg::Success => "Succès",
        Msg::Search => "Rechercher",
        Msg::SearchHint => "Libellé, nom interne ou code",
        Msg::Phase(phase) => match phase {
            Phase::Draft => "En cours d’édition",
            Phase::Preparing => "En préparation",
            Phase::Ready => "Prêtes",
            Phase::Scheduled => "Démarrage en attente",
            Phase::Sending => "En cours d’envoi",
            Phase::Paused => "En pause",
            Phase::Stopped => "Arrêtées",
            Phase::Failed => "En échec",
            Phase::Finished => "Terminées",
            Phase::Deleted => "Supprimées",
            Phase::Unknown => "Inconnues",
        },
        Msg::Period => "Période",
        Msg::AnyTime => "Toutes les dates",
        Msg::LastDays(n) => return numbers.count((*n).into(), "dernier jour", "derniers jours"),
        Msg::LastMonths(n) => return numbers.count((*n).into(), "dernier mois", "derniers mois"),
        Msg::LastYear => "12 derniers mois",
        Msg::NoDeliveries => "Il n’y a pas encore de diffusion SMS. Créez-en une dans Adobe Campaign, puis actualisez.",
        Msg::NoDeliveriesMatch => "Aucune diffusion ne correspond. Élargissez la recherche, le statut ou la période.",
        Msg::NDeliveries(n) => return numbers.count(*n, "diffusion", "diffusions"),
        Msg::OtherAccents => "Avec d’autres accents, dans les libellés déjà chargés\u{a0}:",
        Msg::OwnViews => "Vos vues",
        Msg::KeepView => "Garder comme vue",
        Msg::ForgetView => "Oublier cette vue",
        Msg::ViewName => "Nom de la vue",
        Msg::KeepName => "Garder",
        Msg::NoViewName => "Donnez à la vue un nom qui ne soit pas un numéro de téléphone.",
        Msg::ViewNotKept { name } => {
            return format!(
                "Ce navigateur a refusé de garder la vue «\u{a0}{name}\u{a0}»\u{a0}: elle reste jusqu’à la fermeture de cette page."
            );
        }
        Msg::ViewComesBack { name } => {
            return format!(
                "Ce navigateur a refusé d’oublier la vue «\u{a0}{name}\u{a0}»\u{a0}: elle reviendra avec cette page."
            );
        }
        Msg::ViewKept { name } => return format!("La vue «\u{a0}{name}\u{a0}» est gardée dans ce navigateur."),
        Msg::ViewForgotten { name } => return format!("La vue «\u{a0}{name}\u{a0}» est oubliée."),
        Msg::ResetFilters => "Réinitialiser les filtres",
        Msg::OpenHint => "Double-cliquez sur une ligne ou appuyez sur Entrée pour l’ouvrir",

        Msg::Tab(tab) => match tab {
            Tab::Summary => "Résumé",
            Tab::Sms => "SMS",
            Tab::Delivery => "Diffusion",
            Tab::Exclusions => "Exclusions",
            Tab::Tracking => "Tracking",
            Tab::Audit => "Audit",
        },
        Msg::Tabs => "Tableau de bord de la diffusion",
        Msg::RowCount(n) => return numbers.count(*n, "ligne", "lignes"),
        Msg::ReadOnly => "lecture seule",
        Msg::DeliveryNumber { id } => return format!("Diffusion {id}"),
        Msg::DeliveryNotFound => "Cette diffusion n’existe pas",
        Msg::DeliveryNotFoundHint => "Elle a peut-être été supprimée, ou l’adresse est erronée.",
        Msg::PageNotFound => "Cette adresse ne mène nulle part",
        Msg::BackToList => "Retour aux diffusions",
        Msg::PartialRows { why } => {
            return format!(
                "Des colonnes et des filtres manquent : le serveur a refusé la question entière et a répondu à une plus courte. Il dit : {why}"
            );
        }
        Msg::Partial { why } => {
            return format!(
                "Le serveur n’a pas répondu à tout ce qui est demandé. Le routage, le dossier, les erreurs et quelques autres manquent ici. Il indique : {why}"
            );
        }

        Msg::Figures => "Les chiffres de Campaign",
        Msg::ToSend => "À envoyer",
        Msg::About => "À propos de cette diffusion",
        Msg::StatusSince { date } => return format!("depuis le {date}"),
        Msg::Channel => "Canal",
        Msg::Routing => "Routage",
        Msg::Folder => "Dossier",
        Msg::MessageType => "Type de message",
        Msg::LastChange { at, by } => return format!("Dernière modification le {at} par {by}."),
        Msg::LastModified => "Dernière modification",
        Msg::ModifiedBy { name } => return format!("par {name}"),
        Msg::Targeted => "Ciblés",
        Msg::Excluded => "Exclus",
        Msg::Errors => "Erreurs",
        Msg::SmsHandedOver => "SMS remis",
        Msg::SeveralSms { sms, messages } => {
            let (sms, messages) = (numbers.count(*sms, "SMS", "SMS"), numbers.count(*messages, "message", "messages"));
            return format!(
                "Campaign compte {sms} pour {messages}\u{a0}: un texte long part, et se facture, d’ordinaire en plusieurs SMS."
            );
        }
        Msg::NewQuarantines => "Mises en quarantaine",
        Msg::NotAddingUp => "plus qu’il n’y a à envoyer : les chiffres du serveur ne concordent pas",
        Msg::Overdue { minutes } => {
            return format!("en retard de {}", span(*minutes, numbers));
        }
        Msg::Mapping => "Mapping de ciblage",

        Msg::TextContent => "Contenu texte",
        Msg::Sender => "Adresse d’expédition",
        Msg::SenderHint => "Vide : l’expéditeur du routage",
        Msg::Mode => "Mode de transmission",
        Msg::Priority => "Priorité",
        Msg::MaxParts => "Nombre maximal de SMS par message",
        Msg::MaxPartsHint => "0 : sans limite",
        Msg::Settings => "Paramètres",
        Msg::Save => "Enregistrer",
        Msg::Saving => "Enregistrement…",
        Msg::Saved => "Enregistré.",
        Msg::SavedAnalyseAgain => {
            "Enregistré. La diffusion a été analysée avec l’ancien contenu : analysez-la de nouveau avant l’envoi."
        }
        Msg::NothingToSave => "Rien n’a changé.",
        Msg::Discard => "Abandonner mes modifications",
        Msg::UnsavedDraft => "Vos modifications ne sont pas enregistrées.",
        Msg::LockedSent { date } => {
            return format!("Verrouillé depuis le {date} : la diffusion a été remise pour envoi.");
        }
        Msg::LockedSentUndated => "Verrouillé : la diffusion a été remise pour envoi.",
        Msg::LockedMidSourced => {
            "Verrouillé : ce serveur ne fait qu’envoyer ; le texte se modifie sur le serveur qui l’a préparé."
        }
        Msg::LockedAnalysing => "Verrouillé pendant l’analyse.",
        Msg::LockedByHost => "Sur cette page, les diffusions sont en lecture seule.",
        Msg::LockedMeanwhile { state } => {
            return format!(
                "Non enregistré : la diffusion a été verrouillée entre-temps ({state}). Votre texte est conservé ci-dessous, pour être copié."
            );
        }
        Msg::ChangedMeanwhile { time } => {
            return format!(
                "Non enregistré : quelqu’un a modifié cette diffusion à {time}. Votre texte est conservé. Enregistrer de nouveau remplace le sien."
            );
        }
        Msg::Differences => "Là où les textes diffèrent",
        Msg::WholeTexts => "Les textes entiers",
        Msg::FormerText => "Ce dont les deux sont partis",
        Msg::TheirText => "Le texte sur le serveur",
        Msg::MyText => "Votre texte",
        Msg::Theirs => "Le sien :",
        Msg::Mine => "Le vôtre :",
        Msg::TakeTheirs => "Prendre le sien",
        Msg::GoneMeanwhile => "Non enregistré : la diffusion n’existe plus. Votre texte est conservé.",
        Msg::SaveRefused { refusal } if refusal.is_right_missing => {
            return format!(
                "Non enregistré. Le serveur a refusé : {} Il faut à l’opérateur le droit d’écrire dans le dossier de la diffusion.",
                refusal.words
            );
        }
        Msg::SaveRefused { refusal } => return format!("Non enregistré. Le serveur a refusé : {}", refusal.words),
        Msg::NotSaved(why) => return format!("Non enregistré ; votre texte est conservé. {}", error(why)),
        Msg::SaveUnknown(why) if !why.is_silence() => {
            return format!("On ne sait pas si c’est enregistré. Votre texte est conservé. {}", error(why));
        }
        Msg::SaveUnknown(_) => {
            "On ne sait pas si c’est enregistré : aucune réponse n’est venue. Votre texte est conservé. Vérifiez la connexion, \
             puis enregistrez de nouveau."
        }
        Msg::SaveUnconfirmed => "Enregistré, mais la diffusion n’a pas pu être relue.",
        Msg::ForbiddenCharacter { character, position } => {
            let code = u32::from(*character);
            return format!(
                "Non enregistré : le caractère U+{code:04X} en position {position} ne peut pas être envoyé. Supprimez-le."
            );
        }
        Msg::MaxPartsInvalid => "Le nombre maximal de SMS par message est un nombre entier de 0 à 127.",
        Msg::EmptyText => "Il n’y a pas encore de texte.",

        Msg::Size => "Taille du texte",
        Msg::Encoding => "Codage",
        Msg::EncodingName(of) => encoding(*of),
        Msg::Characters => "Caractères",
        Msg::Units => "Unités",
        Msg::Parts => "Parties",
        Msg::OfRoom { used, room } => return format!("{} sur {}", numbers.number(*used), numbers.number(*room)),
        Msg::AtLeast { what } => return format!("au moins {what}"),
        Msg::EitherParts { fewer, more } => {
            return format!("{} ou {}", numbers.number(*fewer), numbers.number(*more));
        }
        Msg::WhyEitherParts => {
            "Les connecteurs laissent 153 ou 152 septets à chaque partie, ce qui fait ici une différence."
        }
        Msg::WhyAtLeast => {
            "C’est le minimum : les champs sont remplis pour chaque destinataire, et le code entre <% et %> n’est pas compté."
        }
        Msg::LinksReplaced => {
            "Les liens sont suivis : les téléphones reçoivent une autre adresse, dont la longueur peut différer."
        }
        Msg::SizeSaid { encoding: of, parts } => {
            return format!("{}, {}.", encoding(*of), numbers.count(*parts, "partie", "parties"));
        }
        Msg::ForcesUnicode { characters, n } => {
            let verb = if numbers.plural(*n) == Plural::One { "impose" } else { "imposent" };
            return format!("{characters} {verb} Unicode.");
        }
        Msg::FitsWhenReplaced { encoding: of, units, room, parts, instead } => {
            return format!(
                "Après remplacement, le texte tient en {} : {} unités sur {}, {} au lieu de {}.",
                encoding(*of),
                numbers.number(*units),
                numbers.number(*room),
                numbers.count(*parts, "partie", "parties"),
                numbers.number(*instead)
            );
        }
        Msg::ReplaceAll => "Tout remplacer",
        Msg::ReplaceWith { with } => return format!("Remplacer par {with}"),
        Msg::ReplaceWithSpace => "Remplacer par une espace",
        Msg::Remove => "Retirer",
        Msg::CostlyCharacters => "Caractères qui coûtent plus",
        Msg::PlaceOf { times: 1, first } => return format!("en position {}", numbers.number(*first)),
        Msg::PlaceOf { times, first } => {
            return format!(
                "{}, d’abord en position {}",
                numbers.count(*times, "fois", "fois"),
                numbers.number(*first)
            );
        }
        Msg::ForcesUnicodeItself => "impose Unicode",
        Msg::TakesTwoSeptets => "2 unités en GSM 7 bits",
        Msg::Look(look) => match look {
            Look::Visible => "",
            Look::Invisible => "invisible",
            Look::Bidirectional => "change le sens de lecture",
            Look::Control => "caractère de contrôle",
        },
        Msg::Hexadecimal => "Hexadécimal",
        Msg::Copy => "Copier",

        Msg::InsertField => "Insérer un champ",
        Msg::FindField => "Chercher un champ",
        Msg::NoFields => "Aucun champ de la cible n’a cela dans son nom ou son libellé.",
        Msg::FieldUnknown { name } => return format!("La cible n’a pas de champ {name} : la préparation échouera."),

        Msg::BeforeSending => "Avant l’envoi",
        Msg::Mend => "Y aller",
        Msg::TextMissing => "Il n’y a pas de texte : rien ne peut être envoyé.",
        Msg::ChangedSincePrepared => {
            "Le texte a été modifié après la préparation : l’ancien texte partirait. Préparez de nouveau."
        }
        Msg::NobodyToSendTo => {
            "Il ne reste personne à qui envoyer. La cible se règle dans Campaign, là où sont choisis les destinataires ; Exclusions dit qui a été écarté."
        }
        Msg::PartsWithin { parts } => {
            return format!("{} par message, pour ce qu’on en sait.", numbers.count(*parts, "partie", "parties"));
        }
        Msg::PartsBeyond { parts, limit } => {
            return format!(
                "{} par message ; la limite est {}, et les messages plus longs échouent.",
                numbers.count(*parts, "partie", "parties"),
                numbers.number(*limit)
            );
        }
        Msg::PartsForCharacters { parts, instead } => {
            return format!(
                "{} par message à cause de quelques caractères ; {} sans eux.",
                numbers.count(*parts, "partie", "parties"),
                numbers.number(*instead)
            );
        }
        Msg::SenderFits => "L’adresse de l’expéditeur convient. On ne peut pas répondre à des lettres.",
        Msg::SenderOfAccount => "L’expéditeur est le numéro du compte.",
        Msg::SenderIsScript => {
            "L’adresse de l’expéditeur est un script : ce qu’il affiche peut avoir 11 lettres et chiffres, ou 21 chiffres."
        }
        Msg::SenderIsNumber => {
            "L’adresse de l’expéditeur n’a que des chiffres : certains réseaux la remplacent ou refusent le message."
        }
        Msg::SenderTooLong { length } => {
            return format!(
                "L’adresse de l’expéditeur a {} ; les réseaux prennent 11 lettres et chiffres, ou 21 chiffres.",
                numbers.count(*length, "caractère", "caractères")
            );
        }
        Msg::LinksTracked => "Les liens sont suivis.",
        Msg::LinksNotTracked => "Le suivi est désactivé : les clics sur le lien ne seront pas comptés.",
        Msg::OptOutThere => "Le texte dit comment se désinscrire.",
        Msg::OptOutMissing => "Le texte ne dit pas comment se désinscrire.",

        Msg::DeliveryLogs => "Logs de diffusion",
        Msg::ExclusionLogs => "Logs d’exclusion",
        Msg::Causes => "Causes des exclusions",
        Msg::Rule => "Règle",
        Msg::Addresses => "Adresses",
        Msg::OutcomeTitle => "Résultat",
        Msg::Reason => "Raison",
        Msg::FailureType => "Type d’échec",
        Msg::Address => "Adresse",
        Msg::Text => "Texte",
        Msg::ShowNumbers => "Afficher les numéros",
        Msg::HideNumbers => "Masquer les numéros",
        Msg::AddressHidden => "masquée par le serveur",
        Msg::NoAddress => "aucun numéro",
        Msg::Outcome(outcome) => match outcome {
            Outcome::Received => "Reçu sur le téléphone",
            Outcome::Accepted => "Accepté par le prestataire",
            Outcome::Passed => "Transmis au prestataire",
            Outcome::Handed => "Remis au connecteur",
            Outcome::Failed => "En échec",
            Outcome::Waiting => "En attente",
            Outcome::Cancelled => "Annulé",
            Outcome::LeftOut => "Écarté",
            Outcome::Other => "Autre",
        },
        Msg::NothingPrepared => "Rien n’a encore été préparé ni envoyé.",
        Msg::BeingPrepared => "Les messages sont en préparation\u{a0}; aucun n’est parti.",
        Msg::ReadyUnsent { n } => {
            return format!(
                "{}\u{a0}; rien n’a été envoyé.",
                numbers.count(*n, "message est prêt", "messages sont prêts")
            );
        }
        Msg::StartsAt { n, date } => {
            return format!("{} le {date}.", numbers.count(*n, "message partira", "messages partiront"));
        }
        Msg::NotStarted { minutes } => {
            return format!("Le départ était prévu il y a {}\u{a0}; rien n’est parti.", span(*minutes, numbers));
        }
        Msg::StillFor { minutes } => return format!("Le comptage n’avance plus depuis {}.", span(*minutes, numbers)),
        Msg::Advice(advice) => match advice {
            Advice::AskAboutServer => "Demandez à votre administrateur si le serveur d’envoi de Campaign fonctionne.",
            Advice::CorrectAndPrepare => "Corrigez ce que dit le journal, puis préparez de nouveau.",
            Advice::CorrectFirst => {
                "Corrigez ce que dit le journal avant de renvoyer\u{a0}; toutes ses lignes sont sous Audit."
            }
            Advice::LookAtReasons => "Les raisons disent si les adresses ou le prestataire sont en cause.",
            Advice::AskForReceipts => {
                "Les accusés ne viennent que si on les demande au prestataire\u{a0}: parlez-en à qui gère le compte externe."
            }
        },
        Msg::CountedAt { date } => return format!("Campaign a compté les échecs pour la dernière fois le {date}."),
        Msg::TriedAgain { at } => return format!("Campaign réessaie le {at}."),
        Msg::HaveLeft { left, n } => {
            let verb = if numbers.plural(*left) == Plural::One { "est parti" } else { "sont partis" };
            return format!("{} sur {} {verb}.", numbers.number(*left), numbers.number(*n));
        }
        Msg::PausedWaiting { waiting } => {
            return format!("En pause\u{a0}; {}.", numbers.count(*waiting, "message attend", "messages attendent"));
        }
        Msg::StoppedWith { cancelled, left } => {
            let cancelled = numbers.count(*cancelled, "message a été annulé", "messages ont été annulés");
            let left = numbers.count(*left, "était parti", "étaient partis");
            return format!("Arrêté\u{a0}; {cancelled}, {left}.");
        }
        Msg::NothingCanBeSent => "Rien ne peut partir\u{a0}: la préparation a échoué.",
        Msg::NoneLeft { n: 1 } => "Le seul message n’est pas parti.",
        Msg::NoneLeft { n } => return format!("Aucun des {} messages n’est parti.", numbers.number(*n)),
        Msg::AllFailed { n: 1 } => "Le seul message a échoué.",
        Msg::AllFailed { n } => return format!("Les {} messages ont échoué.", numbers.number(*n)),
        Msg::AllReceived { n: 1 } => "Le seul message a été reçu sur le téléphone.",
        Msg::AllReceived { n } => {
            return format!("Les {} messages ont été reçus sur le téléphone.", numbers.number(*n));
        }
        Msg::SomeReceived { received, n } => {
            let [received_of, n_of] = [received, n].map(|n| numbers.number(*n));
            let of = format!("{received_of} sur {n_of}");
            return match in_ten(*received, *n) {
                in_ten @ 5..=9 => format!(
                    "{} messages sur {} ont été reçus sur le téléphone\u{a0}: {of}.",
                    numbers.number(in_ten),
                    numbers.number(10)
                ),
                10 => format!("Presque tous les messages ont été reçus sur le téléphone\u{a0}: {of}."),
                _ if numbers.plural(*received) == Plural::One => {
                    format!("Seul {received_of} message sur {n_of} a été reçu sur le téléphone.")
                }
                _ => format!("Seuls {received_of} messages sur {n_of} ont été reçus sur le téléphone."),
            };
        }
        Msg::Unconfirmed { outcome, n } => {
            let said = |one, other| numbers.count(*n, one, other);
            return match outcome {
                Outcome::Accepted => format!(
                    "{} par le prestataire\u{a0}; aucun téléphone n’a encore confirmé.",
                    said("message a été accepté", "messages ont été acceptés")
                ),
                Outcome::Passed => format!(
                    "{} au prestataire, qui n’a pas répondu.",
                    said("message a été transmis", "messages ont été transmis")
                ),
                _ => format!(
                    "{} au connecteur\u{a0}; aucun téléphone n’a encore confirmé.",
                    said("message a été remis", "messages ont été remis")
                ),
            };
        }
        Msg::MoreUnconfirmed { n, minutes } => {
            let since = minutes.map(|minutes| format!(" en {}", span(minutes, numbers))).unwrap_or_default();
            let others = numbers.count(*n, "autre", "autres");
            return format!("Pour {others}, aucun téléphone n’a rien confirmé{since}.");
        }
        Msg::SomeFailed { n } => return format!("{}.", numbers.count(*n, "a échoué", "ont échoué")),
        Msg::CountedAsSuccess { success, n } => {
            let of = numbers.count(*n, "message", "messages");
            return format!(
                "Campaign compte {} sur {of} comme succès\u{a0}: reçus, ou seulement envoyés.",
                numbers.number(*success)
            );
        }
        Msg::CountersInstead => "Le journal est illisible. Voici les compteurs de Campaign.",
        Msg::LogPurged => "Le journal est vide\u{a0}: il a été purgé. Voici les compteurs de Campaign.",
        Msg::NobodyToReach => "Il n’y avait personne à qui envoyer un message.",
        Msg::WhatBecame => "Ce qu’il est advenu de chacun",
        Msg::PartTitle => "Part",
        Msg::NumberOfPeople => "Personnes",
        Msg::Recompute => "Recompter",
        Msg::Recomputing => "Campaign recompte…",
        Msg::Recomputed => "Campaign a recompté.",
        Msg::FromTarget => "De la cible aux messages",
        Msg::LeftOutInAll => "Écartés en tout\u{a0}:",
        Msg::NeitherNor { n } => {
            let who = numbers.count(*n, "personne ciblée", "personnes ciblées");
            return format!("Hors des règles et des messages à envoyer\u{a0}: {who}, par exemple à cause de la liste.");
        }
        Msg::CausesDiffer { causes, left_out } => {
            let [causes, left_out] = [causes, left_out].map(|n| numbers.number(*n));
            return format!("Les règles comptent {causes} écartés, Campaign {left_out}.");
        }
        Msg::OfTargeted => "Des ciblés",
        Msg::OfFailed => "Des échecs",
        Msg::CountReasons => "Compter par raison",
        Msg::NoReason => "Sans raison donnée",
        Msg::WhyFailed => "Pourquoi des messages ont échoué",
        Msg::Leaving { per_minute, end } => {
            let messages = numbers.count(*per_minute, "message part", "messages partent");
            return format!("{messages} par minute\u{a0}; le dernier vers {end}.");
        }
        Msg::LastError { date, message } => {
            return format!("Dernière erreur du journal, {date}\u{a0}: «\u{a0}{message}\u{a0}»");
        }
        Msg::LastLine { date, message } => {
            return format!("Dernière ligne du journal, {date}\u{a0}: «\u{a0}{message}\u{a0}»");
        }
        Msg::JournalEndsBefore { ended, last } => {
            return format!(
                "La diffusion indique une fin le {ended}\u{a0}; la dernière ligne de son journal est du {last}."
            );
        }
        Msg::ProvenTitle => "Ce qui est prouvé",
        Msg::Proven(part) => match part {
            Part::Is(Outcome::Received) => "Le téléphone a envoyé un accusé.",
            Part::Is(Outcome::Accepted) => "Le prestataire l’a pris. Aucun téléphone n’a répondu.",
            Part::Is(Outcome::Passed) => "Parti vers le prestataire, qui n’a pas répondu.",
            Part::Is(Outcome::Handed) => "Campaign s’en est dessaisi. Rien n’est revenu.",
            Part::Is(Outcome::Failed) => "N’est pas arrivé. Chacun a sa raison.",
            Part::Is(Outcome::Waiting) => "N’a pas encore été remis.",
            Part::Is(Outcome::Cancelled) => "Repris avant son départ.",
            Part::Is(Outcome::LeftOut) => "Écarté avant l’envoi, par une règle.",
            Part::Is(Outcome::Other) => "Le statut n’a pas de sens certain.",
            Part::Succeeded => "Reçu ou seulement envoyé\u{a0}: Campaign ne les distingue pas.",
        },
        Msg::SuccessByCampaign => "Succès, selon Campaign",
        Msg::PartsAddUp => "Les parts font le total.",
        Msg::PartsMiss { n } if *n < 0 => {
            return format!("Les parts ont {} de trop.", numbers.count(-n, "personne", "personnes"));
        }
        Msg::PartsMiss { n } => {
            return format!("{} dans aucune part.", numbers.count(*n, "personne n’est", "personnes ne sont"));
        }
        Msg::SuccessDiffers { success, sent, received } => {
            let [success, sent, received] = [success, sent, received].map(|n| numbers.number(*n));
            return format!("Succès indique {success}\u{a0}; le journal contient {sent} Envoyé, {received} Reçu.");
        }
        Msg::ErrorsDiffer { counter, log } => {
            let [counter, log] = [counter, log].map(|n| numbers.number(*n));
            return format!("Erreurs indique {counter}\u{a0}; le journal contient {log} En échec.");
        }
        Msg::MessagesDiffer { counter, log } => {
            let counter = numbers.number(*counter);
            let log = numbers.count(*log, "message", "messages");
            return format!("À envoyer indique {counter}\u{a0}; le journal contient {log}.");
        }

        Msg::AllRows => "Tous",
        Msg::FilterByStatus => "Par statut",
        Msg::NoLogs => "Aucun message n’est journalisé pour cette diffusion.",
        Msg::NoLogsYet => "Les messages apparaissent ici une fois la diffusion préparée.",
        Msg::NoExclusions => "Aucune adresse n’a été écartée.",
        Msg::NoExclusionsYet => "Les adresses écartées apparaissent ici une fois la diffusion préparée.",
        Msg::ExclusionsNotStored => {
            "Campaign n’enregistre pas ici les adresses écartées. Une liste vide ne veut pas dire que personne ne l’a été."
        }
        Msg::NoCauses => "Aucune règle n’a écarté d’adresse.",
        Msg::ExclusionsInLog => {
            "Ce mapping de ciblage garde les exclusions dans le log de diffusion, avec le statut Ignoré."
        }

        Msg::Close => "Fermer",
        Msg::StatusMeaning(status) => match status {
            LogStatus::Ignored => {
                "Le message n’a pas été envoyé à cause de l’adresse : sur liste bloquée, en quarantaine, absente ou en double."
            }
            LogStatus::Sent => "Le message a été remis au fournisseur. On ne sait pas si le téléphone l’a reçu.",
            LogStatus::Failed => "Le message n’a pas été délivré. La raison dit pourquoi.",
            LogStatus::TakenIntoAccount => {
                "Le fournisseur SMS a accepté le message. On ne sait pas encore si le téléphone l’a reçu."
            }
            LogStatus::Received => "Le téléphone a confirmé la réception du message.",
            LogStatus::Pending => "Le message est prêt et attend le serveur d’envoi.",
            LogStatus::Cancelled => "Un opérateur a annulé la diffusion avant l’envoi de ce message.",
            LogStatus::Prepared => "Le message est préparé pour un connecteur externe et va être envoyé.",
            LogStatus::SentToProvider => "Le message a été transmis au fournisseur, qui ne l’a pas encore acquitté.",
            LogStatus::NotApplicable => "Le serveur a vu cette adresse mais ne l’a pas traitée.",
            LogStatus::Unknown(_) => "Ce statut n’est pas documenté. Il vient tel quel du serveur.",
        },
        Msg::ReasonMeaning(reason) => match reason {
            FailureReason::NotDefined => "Le serveur n’a donné aucune raison, ou ne l’a pas encore qualifiée.",
            FailureReason::UserUnknown => "Le numéro n’existe pas. Corrigez-le dans le profil du destinataire.",
            FailureReason::InvalidDomain => "Le domaine de l’adresse est erroné ou n’existe pas.",
            FailureReason::Unreachable => {
                "Quelque chose a échoué sur le chemin du téléphone, pour un temps ou pour de bon."
            }
            FailureReason::AccountDisabled => "Le compte lié à l’adresse est désactivé.",
            FailureReason::MailboxFull => "Le téléphone ne peut plus enregistrer de message.",
            FailureReason::NotConnected => "Le téléphone était éteint ou hors de portée du réseau.",
            FailureReason::NoAddress => "Le destinataire n’a pas de numéro. Ajoutez-le dans le profil.",
            FailureReason::Denylisted => {
                "Le numéro était sur la liste bloquée au moment de l’envoi, par exemple après un STOP."
            }
            FailureReason::Quarantine => "Le numéro est en quarantaine après des échecs antérieurs.",
            FailureReason::Duplicate => "Le même numéro est déjà dans cette diffusion.",
            FailureReason::SqlRule => "Une règle SQL a écarté le destinataire.",
            FailureReason::Arbitration => "Une règle d’arbitrage a préféré un autre message pour ce destinataire.",
            FailureReason::BadQuality => "La qualité de l’adresse est insuffisante.",
            FailureReason::Unqualified => "L’adresse n’a pas été qualifiée.",
            FailureReason::NotEligible => "Le destinataire n’est éligible à aucune des offres.",
            FailureReason::LimitedTarget => "La cible était limitée en taille et ce destinataire la dépassait.",
            FailureReason::Refused => {
                "Le fournisseur a refusé le message ; sa réponse est dans le texte ci-dessous. Les erreurs pas encore qualifiées \
                 sont aussi comptées ici."
            }
            FailureReason::ErrorIgnored => "L’adresse est sur la liste autorisée : son erreur a été ignorée.",
            FailureReason::Control => "Le destinataire fait partie du groupe témoin et ne reçoit volontairement rien.",
            FailureReason::Unknown(_) => "Cette raison n’est pas documentée. Elle vient telle quelle du serveur.",
        },
        Msg::TypeMeaning(kind) => match kind {
            FailureType::Soft => {
                "Soft : temporaire. Campaign réessaie pendant la période de validité et compte les erreurs du numéro."
            }
            FailureType::Hard => "Hard : définitif. Le numéro est mis en quarantaine aussitôt.",
            FailureType::Ignored => "Ignoré : technique ou par règle. Sans effet sur le numéro.",
            FailureType::NotDefined => "Non défini : pas encore qualifié.",
            FailureType::Unknown(_) => "Ce type d’échec n’est pas documenté. Il vient tel quel du serveur.",
        },
        Msg::Quarantine => "Quarantaine",
        Msg::QuarantineLoading => "Recherche du numéro…",
        Msg::NoQuarantineEntry => {
            "Campaign n’a pas d’entrée de quarantaine pour ces chiffres, ni avec +…, ni avec 00…, ni sans préfixe."
        }
        Msg::SpelledThere => "Le numéro y est écrit ainsi :",
        Msg::NotInQuarantine => "Le numéro n’est pas en quarantaine : Campaign lui enverra encore des messages.",
        Msg::InQuarantine { since, reason } => {
            let reason = reason.as_ref().map_or_else(String::new, |reason| format!("\u{a0}: {reason}"));
            return format!(
                "Le numéro est en quarantaine depuis le {since}{reason}. Tous les profils qui ont ce numéro sont écartés."
            );
        }
        Msg::QuarantineEnds => {
            "Une quarantaine ne finit jamais d’elle-même : un administrateur remet le statut de l’adresse à Valide dans \
             Non délivrables et adresses."
        }
        Msg::DenylistedSince { since } => {
            return format!(
                "Le numéro est sur la liste bloquée depuis le {since}. Tous les profils qui ont ce numéro sont écartés."
            );
        }
        Msg::DenylistEnds => {
            "La liste bloquée ne finit jamais d’elle-même : le destinataire demande de nouveau des messages par un mot-clé, ou un \
             administrateur remet le statut de l’adresse à Valide."
        }
        Msg::WithErrors { errors } => {
            let errors = errors.map_or_else(
                || "des erreurs temporaires".to_owned(),
                |errors| numbers.count(errors, "erreur temporaire", "erreurs temporaires"),
            );
            return format!(
                "Campaign a compté {errors} pour ce numéro et lui envoie encore des messages. Cinq le mettent en quarantaine."
            );
        }
        Msg::WithErrorsEnds => {
            "Le compte finit avec un message qui arrive, ou 10 jours après la dernière erreur (30 si le téléphone ne pouvait plus \
             enregistrer de message)."
        }
        Msg::AddressStatus { status } => return format!("Statut du numéro sur le serveur : {status}."),
        Msg::ServerText => "Texte du serveur",

        Msg::Launch => "Envoi",
        Msg::Action(of) => action(*of),
        Msg::NotPrepared => {
            "Pas encore préparée. La préparation compte la cible et écarte ceux qu’aucun message ne doit atteindre ; rien n’est envoyé."
        }
        Msg::Analysing => "L’analyse est en cours.",
        Msg::TargetReady => {
            "La cible est comptée. L’analyse continue d’elle-même, ou attend que quelqu’un approuve la cible ou prépare de nouveau."
        }
        Msg::AnalysisFailed => "L’analyse a échoué. L’onglet Audit dit pourquoi : corrigez, puis préparez de nouveau.",
        Msg::ReadyToSend { messages, excluded } => {
            return format!(
                "Prête : {} à envoyer, {}.",
                numbers.count(*messages, "message", "messages"),
                numbers.count(*excluded, "adresse écartée", "adresses écartées")
            );
        }
        Msg::SendingProgress { processed, total } => {
            return format!(
                "Envoi en cours : {} sur {}.",
                numbers.count(*processed, "message traité", "messages traités"),
                numbers.number(*total)
            );
        }
        Msg::PausedAt { processed, total } => {
            return match numbers.plural(*processed) {
                Plural::One => format!(
                    "En pause : {} message traité sur {}. Il n’est pas rappelé.",
                    numbers.number(*processed),
                    numbers.number(*total)
                ),
                Plural::Other => format!(
                    "En pause : {} messages traités sur {}. Ceux-là ne sont pas rappelés.",
                    numbers.number(*processed),
                    numbers.number(*total)
                ),
            };
        }
        Msg::OverdueStart { late } => {
            return format!(
                "Démarrage {late}. Le serveur démarre une diffusion de lui-même à sa date : son workflow de diffusion est peut-être arrêté."
            );
        }
        Msg::Now { state } => return format!("{state}."),
        Msg::Progress => "Avancement",
        Msg::ConfirmSend { messages } => {
            return format!("Envoyer {} ?", numbers.count(*messages, "message", "messages"));
        }
        Msg::SendingIsFinal { messages } => {
            return format!(
                "{}. Un message remis ne peut pas être rappelé. L’envoi peut être mis en pause ; l’arrêter est définitif.",
                numbers.count(*messages, "message part", "messages partent")
            );
        }
        Msg::SendNow { messages } => return format!("Envoyer {}", numbers.count(*messages, "message", "messages")),
        Msg::ConfirmStop => "Arrêter définitivement cette diffusion ?",
        Msg::StopIsFinal => {
            "Une diffusion arrêtée ne peut pas être reprise. Les messages remis ne sont pas rappelés. Pour continuer plus tard, mettez-la plutôt en pause."
        }
        Msg::StopNow => "Arrêter définitivement",
        Msg::Cancel => "Annuler",
        Msg::UnsavedFirst => {
            "Vous avez des modifications du texte non enregistrées. Enregistrez-les ou abandonnez-les d’abord."
        }
        Msg::ChangedSince { prepared } => {
            return format!(
                "Modifiée depuis sa préparation du {prepared} : l’ancien texte partirait. Préparez-la de nouveau avant l’envoi."
            );
        }
        Msg::PreparedOn => "Préparée le",
        Msg::PreparedUnknown => "Inconnu.",
        Msg::NumberDiffers => "Ce n’est pas le nombre de messages.",
        Msg::LeftOut => "Écartées",
        Msg::TypeNumber { number } => return format!("Pour les envoyer, saisissez leur nombre, {number} :"),
        Msg::Reached { action: reached, is_done, state, by, line } => {
            let how_far = if *is_done { "c’est fait" } else { "c’est en cours" };
            let mut text = format!("« {} » : {how_far}. La diffusion est maintenant : {state}.", action(*reached));
            if !by.is_empty() {
                text += &format!(" Dernière modification par {by}.");
            }
            if let Some((time, words)) = line {
                text += &format!(" Journal, {time} : {words}");
            }
            return text;
        }
        Msg::Overtaken { state } => {
            return format!("Rien n’a été fait : la diffusion a changé entre-temps. Elle est maintenant : {state}.");
        }
        Msg::SendPrevented => "La page qui contient celle-ci a arrêté l’envoi. Rien n’a été envoyé.",
        Msg::NotDone(why) => return format!("Rien n’a été fait. {}", error(why)),
        Msg::ActionLost { action: lost, why, state } => {
            let lost = action(*lost);
            let what = if why.is_silence() {
                format!("Aucune réponse à « {lost} ».")
            } else {
                format!("Une erreur a répondu à « {lost} ». {}", error(why))
            };
            let then = match state {
                Some(state) => format!("La diffusion est maintenant : {state}. Rien n’est répété automatiquement."),
                None => {
                    "La diffusion n’a pas pu être lue. Vérifiez la connexion et actualisez avant de réessayer.".into()
                }
            };
            return format!("{what} {then}");
        }
        Msg::MayBeRefused { action: one, right } => {
            return format!(
                "«\u{a0}{}\u{a0}» demande le droit «\u{a0}{right}\u{a0}», que votre compte ne mentionne pas\u{a0}: Campaign peut refuser.",
                action(*one)
            );
        }
        Msg::ActionRefused { action: refused, refusal } => {
            let right = refused.right().filter(|_| refusal.is_right_missing).map_or_else(String::new, |right| {
                format!(" Il faut à l’opérateur le droit « {right} » : un administrateur l’accorde.")
            });
            return format!("Le serveur a refusé « {} » : {}{right}", action(*refused), refusal.words);
        }
        Msg::SlowedDown { time } => {
            return format!(
                "Aucune réponse depuis {time} : le serveur est interrogé moins souvent. Actualiser l’interroge aussitôt."
            );
        }
        Msg::UpdatedAt { time } => return format!("Actualisé à {time}"),
        Msg::CopyMyText => "Copier mon texte",
        Msg::Copied => "Copié.",
        Msg::NotCopied => "Ce navigateur n’autorise pas la copie ici. Appuyez sur Ctrl+C quand la ligne a le focus.",
        Msg::CopyRow => "Copier la ligne",
        Msg::CopyLink => "Copier le lien",
        Msg::CopiedRows { n, n_selected } if n == n_selected => {
            return numbers.count(*n, "ligne copiée.", "lignes copiées.");
        }
        Msg::CopiedRows { n, n_selected } => {
            return format!(
                "{} des {} lignes sélectionnées sont chargées ; elles ont été copiées.",
                numbers.number(*n),
                numbers.number(*n_selected)
            );
        }
        Msg::NSelected(n) => return numbers.count(*n, "ligne sélectionnée", "lignes sélectionnées"),

        Msg::TrackedUrls => "URL trackées",
        Msg::Kind => "Type",
        Msg::SourceUrl => "URL source",
        Msg::Clicks => "Clics",
        Msg::People => "Destinataires ayant cliqué",
        Msg::AllClicks => "Les clics sur toutes les URL",
        Msg::ClickLog => "Logs de tracking",
        Msg::Date => "Date",
        Msg::Click => "Clic",
        Msg::TrackingOff => {
            "Le tracking est désactivé pour cette diffusion : ses liens partent tels quels et les clics ne sont pas comptés."
        }
        Msg::NoTrackingYet => "Les liens sont trackés une fois la diffusion préparée.",
        Msg::NoUrls => "Le texte ne contient aucun lien tracké.",
        Msg::NoClicks => "Aucun clic n’est enregistré. Campaign les collecte toutes les heures environ.",
        Msg::NoLabel => "sans libellé",

        Msg::Journal => "Journal",
        Msg::Message => "Message",
        Msg::Severity => "Gravité",
        Msg::Code => "Code",
        Msg::Proofs => "BAT",
        Msg::NoProofs => "Aucun BAT n’a été fait de cette diffusion.",
        Msg::NoJournal => "Rien ne s’est encore passé. Le journal commence à la première analyse.",

        Msg::Shown { from, to, total } => {
            let total = total.map_or_else(|| "?".to_owned(), |total| numbers.number(total));
            return format!("Lignes {} à {} sur {total}", numbers.number(*from), numbers.number(*to));
        }
        Msg::NRows(n) => return numbers.count(*n, "ligne", "lignes"),
        Msg::NOfN { number, total } => return format!("{} sur {}", numbers.number(*number), numbers.number(*total)),
        Msg::Raw(name) => name,
        Msg::Columns => "Colonnes",
        Msg::UsualColumns => "Les colonnes habituelles",
        Msg::WidthOf { column } => return format!("Largeur de {column}"),
        Msg::Export => "Exporter",
        Msg::ExportHint => {
            "Toutes les lignes de la liste avec ses filtres actuels, le plus grand @id d’abord. Les lignes ajoutées entre-temps n’y sont pas."
        }
        Msg::FileFormat => "Fichier",
        Msg::CsvFile => "CSV, pour les tableurs",
        Msg::WorkbookFile => "XLSX, classeur avec nombres et dates",
        Msg::JsonLinesFile => "JSON Lines, pour les programmes",
        Msg::Utf8Mark => "Commence par une marque à laquelle Excel reconnaît les accents (BOM)",
        Msg::ZoneOfTimes => "Heures du fuseau",
        Msg::WholeNumbers => "Numéros de téléphone en entier",
        Msg::Exporting => "Export en cours…",
        Msg::Exported { n, file } => {
            return format!("Le fichier {file} est complet : {}.", numbers.count(*n, "ligne", "lignes"));
        }
        Msg::SaveAgain => "Enregistrer à nouveau le fichier",
        Msg::TimesOfZone { column, zone, at } => return format!("{column} ({zone}, exporté le {at})"),
        Msg::FileError(FileError::MakerMissing) => {
            "Un fichier de cette application n’est pas arrivé. Vérifiez le réseau, puis réessayez."
        }
        Msg::FileError(FileError::NoRoom) => {
            "Le navigateur n’a pas la place pour le fichier, ou est trop ancien pour le créer. Fermez d’autres onglets, réduisez les lignes par des filtres, ou choisissez un autre type de fichier."
        }
        Msg::ExportGoesOn => "Les lignes lues sont conservées ; l’export reprend à cet endroit.",
        Msg::Print => "Imprimer",
        Msg::PrintedOf { n, total } => {
            return format!("Les {} premières lignes sur {}.", numbers.number(*n), numbers.number(*total));
        }
        Msg::Keys => "Touches",
        Msg::KeyRow => "La ligne suivante, la précédente",
        Msg::KeyPage => "Un écran plus bas, plus haut",
        Msg::KeyEnds => "La première ligne, la dernière",
        Msg::KeyOpen => "Ouvrir la ligne",
        Msg::KeyClose => "Fermer le détail, puis annuler la sélection",
        Msg::KeyExtend => "Sélectionner d’autres lignes",
        Msg::KeyAll => "Sélectionner toutes les lignes",
        Msg::KeyCopy => "Copier les lignes sélectionnées, pour un tableur",
        Msg::KeySearch => "Rechercher",
        Msg::FindInLog => "Trouver un numéro ou un texte",
        Msg::FindInLogHint => "Numéro sous toute forme, ou texte",
        Msg::SearchWholeLog => "Chercher dans tout le journal (lent)",
        Msg::SearchingWholeLog => "Recherche dans tout le journal en cours.",
        Msg::WholeLogSearched => "Tout le journal a été parcouru, sous toutes les formes.",
        Msg::Filters => "Filtres",
        Msg::Country => "Pays, d’après l’indicatif",
        Msg::TextPattern => "Texte, par motif",
        Msg::Counting => "Comptage en cours…",
        Msg::NotCounted => "Non compté",
        Msg::Count => "Compter",
        Msg::NoCountryCode => "Sans indicatif connu",
        Msg::MoreValues { n } => {
            let others = if numbers.plural(*n) == Plural::One { "autre" } else { "autres" };
            return format!("{} {others}", numbers.number(*n));
        }
        Msg::MostFrequent { n } => return format!("Compté parmi les {} plus fréquents seulement", numbers.number(*n)),
        Msg::EmptyLog => "Le journal est vide.",
        Msg::MessagesOverTime => "Les messages dans le temps",
        Msg::ClicksOverTime => "Les clics dans le temps",
        Msg::CountMessages => "Compter les messages dans le temps",
        Msg::CountClicks => "Compter les clics dans le temps",
        Msg::ByLastChange { minutes } => {
            return format!("Lignes selon leur dernière modification, {}", per(*minutes, numbers));
        }
        Msg::ClicksPer { minutes } => return format!("Clics {}", per(*minutes, numbers)),
        Msg::LatestChanges => "Seulement la fin de la période\u{a0}: il y en a trop à compter.",
        Msg::AsTable => "En tableau",
        Msg::AsChart => "En graphique",
        Msg::OnScreen => "à l’écran",
        Msg::FilterBy { of, is } => return format!("{of}\u{a0}: {is}"),
        Msg::OnlyTheseRows => "Ces lignes seulement",
        Msg::OnlyRowsWith { filter } => return format!("Ces lignes seulement\u{a0}: {filter}"),
        Msg::RemoveFilter { filter } => return format!("Retirer le filtre {filter}"),
        Msg::ActiveFilters => "Filtres actifs",
        Msg::NothingFound => "Aucune ligne ne correspond. Changez la recherche ou réinitialisez les filtres.",
        Msg::NumberNotFound => {
            "Le numéro n’est pas ici sous ses formes habituelles. Cherchez dans tout le journal pour toute autre forme."
        }
        Msg::GoToRow => "Aller à la ligne",
        Msg::Row { number } => return format!("Ligne {}", numbers.number(*number)),
        Msg::PreviousDelivery => "Diffusion précédente",
        Msg::NextDelivery => "Diffusion suivante",
        Msg::ReceivedTitle => "Reçus",
        Msg::PreviousRow => "Ligne précédente",
        Msg::NextRow => "Ligne suivante",
        Msg::Refresh => "Actualiser",
        Msg::TryAgain => "Réessayer",
        Msg::Loading => "Chargement",
        Msg::CouldNotLoad => "Le chargement a échoué.",

        Msg::Misconfigured => "Cette page est mal configurée",
        Msg::Error(why) => return error(why),
        Msg::UnknownCode(value) => return format!("Statut {value}"),
    };
    words.to_owned()
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Gsm7 => "GSM 7 bits",
        Encoding::Latin1 => "Latin-1",
        Encoding::Ucs2 => "Unicode",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Prepare => "Préparer",
        Action::Send => "Envoyer",
        Action::Pause => "Mettre en pause",
        Action::Resume => "Reprendre",
        Action::Stop => "Arrêter",
    }
}

fn error(error: &Error) -> String {
    let words = match error {
        Error::Unreachable => "Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.",
        Error::Timeout => "Le serveur a mis trop de temps à répondre. Réessayez dans un instant.",
        Error::CrossOrigin => {
            "Le serveur est là, mais cette page n’a pas le droit de lire ses réponses (CORS). Demandez à votre administrateur de relayer le routeur de Campaign sur l’origine de cette page."
        }
        Error::Redirected => {
            "Un serveur en chemin redirige cette page ailleurs, comme quand sa propre connexion a expiré. Rechargez la page pour vous y reconnecter."
        }
        Error::Setting(invalid) => match invalid {
            Invalid::File => {
                "config.json est illisible : ce doit être un seul objet JSON. Son administrateur doit le corriger."
            }
            Invalid::BaseUrl => {
                "L’adresse de Campaign (baseUrl, base-url) doit commencer par https:// ou par /, sans ? ni #. Son administrateur doit la corriger."
            }
            Invalid::SignIn => {
                "Le mode de connexion (signIn, sign-in) doit être host, page ou password. Son administrateur doit le corriger."
            }
            Invalid::MessageTypes => {
                "messageTypes dans config.json doit être une liste de nombres de 0 à 255. Son administrateur doit la corriger."
            }
            Invalid::OptOutWords => {
                "optOutWords dans config.json doit être une liste de textes. Son administrateur doit la corriger."
            }
            Invalid::Operators => {
                "operators dans config.json doit être une liste d’objets avec login et password. Son administrateur doit la corriger."
            }
        },
        Error::Failure(Failure::SessionEnded) => "Votre session est terminée. Connectez-vous de nouveau.",
        Error::Failure(Failure::WrongPassword) => "L’opérateur ou le mot de passe est incorrect.",
        Error::Failure(Failure::AddressRefused) => {
            "Campaign n’accepte aucune connexion depuis cette adresse réseau. Demandez à votre administrateur de l’ajouter à une zone de sécurité de l’instance."
        }
        Error::Failure(Failure::Fault(fault)) => return fault.words(),
        Error::Failure(Failure::Http(status)) => match status {
            403 => "Accès refusé (403). Demandez à votre administrateur si votre réseau peut utiliser Campaign.",
            413 => {
                "La requête est trop grande pour un serveur en chemin (413). Raccourcissez le texte, ou demandez à votre administrateur d’autoriser des requêtes plus grandes."
            }
            429 => "Le serveur est occupé (429). Attendez une minute, puis réessayez.",
            500..=599 => return format!("Le serveur a échoué ({status}). Réessayez dans un instant."),
            _ => {
                return format!(
                    "Le serveur a répondu avec le statut {status}. Demandez à votre administrateur l’adresse de Campaign."
                );
            }
        },
        Error::Failure(Failure::NotCampaign) => {
            "Autre chose qu’Adobe Campaign a répondu. Demandez à votre administrateur l’adresse de Campaign."
        }
        Error::Failure(Failure::Xml(_)) => {
            "La réponse du serveur est illisible. Réessayez ; si cela persiste, prévenez votre administrateur."
        }
    };
    words.to_owned()
}

/// A duration in its largest unit.
fn span(minutes: i64, numbers: &impl Numbers) -> String {
    let (n, one, other) = match Span::of_minutes(minutes) {
        Span::Days(n) => (n, "jour", "jours"),
        Span::Hours(n) => (n, "heure", "heures"),
        Span::Minutes(n) => (n, "minute", "minutes"),
    };
    numbers.count(n, one, other)
}

/// How long a bar is.
fn per(minutes: i64, numbers: &impl Numbers) -> String {
    let (n, one, several) = match minutes {
        days if days % 1440 == 0 => (days / 1440, "jour", "jours"),
        hours if hours % 60 == 0 => (hours / 60, "heure", "heures"),
        minutes => (minutes, "minute", "minutes"),
    };
    if n == 1 { format!("par {one}") } else { format!("par tranche de {} {several}", numbers.number(n)) }
}
