//! The words that the grammar of wishes knows, in English and Spanish, and how far a slip of the finger may be off.

use std::cmp::Ordering;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::{Channel, Provider};

/// What a word does in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Asks for a bot by itself: "deploy".
    Hatch,
    /// Asks for anything: "I want".
    Want,
    Noun,
    /// A name follows.
    Called,
    /// A name follows when `it` does: "call it".
    Call,
    Provider(Provider),
    Channel(Channel),
    /// What the operator offers, by its place in the list.
    Blueprint(usize),
    Not,
    /// Is a "not" of what comes right behind it and of no more: "without", "rather than".
    Without,
    /// What comes behind it is only thought of: "if".
    If,
    /// Takes back what was said before: "no wait".
    Rather,
    /// Ends what "not" reaches.
    But,
    Or,
    And,
    /// A provider or a channel may follow: "on", "with".
    Leads,
    /// A channel may follow: "for".
    For,
    Through,
    Article,
    /// It is about something that is there: "my", "the".
    Owned,
    /// It is about something that is not there yet: "new", "own".
    New,
    /// "powered", "based": what stands before it is whose AI it is.
    Powered,
    Key,
    It,
    /// Stands between "called" and the name: "is", "should be".
    Is,
    /// Belongs to no name and means nothing here: "please".
    Filler,
    /// Asks about something.
    Question,
    /// Asks politely: "can you".
    Polite,
    /// Is about something else than a new bot.
    Else,
    /// Cannot be a name: "something".
    Vague,
    Comma,
    Colon,
    End,
    Other,
}

impl Part {
    pub fn provider(&self) -> Option<Provider> {
        if let Part::Provider(it) = self { Some(*it) } else { None }
    }

    pub fn channel(&self) -> Option<Channel> {
        if let Part::Channel(it) = self { Some(*it) } else { None }
    }

    pub fn blueprint(&self) -> Option<usize> {
        if let Part::Blueprint(it) = self { Some(*it) } else { None }
    }

    /// Whether it is something that a bot can have.
    pub fn is_choice(&self) -> bool {
        self.provider().is_some() || self.channel().is_some() || self.blueprint().is_some()
    }
}

const WORDS: &[(Part, &str)] = &[
    (Part::Hatch, "deploy hatch deploying hatching despliega desplegar desplegame incuba incubar incubame"),
    (
        Part::Want,
        "create creating make making build building generate launch spin setup set start get give add want need like \
         wanna crea crear creame creas genera generame agrega haz hazme hacer haces quiero kiero quisiera necesito lanza lanzar lanzame monta montar \
         montame pon ponme dame gustaria prepara preparame",
    ),
    (Part::Noun, "bot bots assistant agent chatbot helper asistente agente ayudante robot"),
    (Part::Called, "called named name dubbed llamado llamada llame nombre llamalo llamala nombrado apodado"),
    (Part::Call, "call"),
    (Part::Not, "not no dont never nunca nor ni nobody nadie cannot cant wont doesnt isnt"),
    (Part::Without, "without except sin excepto"),
    (Part::If, "if whether unless until before si antes hasta mientras"),
    (Part::But, "but only just pero sino solo solamente instead"),
    (Part::Or, "or o either"),
    (Part::And, "and y e plus also tambien mas"),
    (Part::Leads, "on in with using use uses by en con usando usa de por"),
    (Part::For, "for at from para"),
    (Part::Through, "via through over mediante traves"),
    (Part::Article, "a an some both un una ambos"),
    (Part::Owned, "the my this that your our its el la mi este esta ese esa tu nuestro del al"),
    (Part::New, "new another own fresh second nuevo nueva otro otra propio propia"),
    (Part::Powered, "powered based driven basado"),
    (Part::Key, "key clave llave"),
    (Part::It, "it him her lo"),
    (Part::Is, "is be should as es sea debe ser of to will"),
    (
        Part::Filler,
        "please thanks thx now asap kindly today i id me you hey hi hello then so up ya porfa porfis favor pls plz q better mejor preferably gracias hola \
         ahora se que yo love ai lets let us running runs run talk talks put puesto there here bring \
         available live ia te one opus sonnet haiku flash pro",
    ),
    (
        Part::Question,
        "how what whats why when where who whom whose which is are was were does did do has have should am como cual \
         cuando donde quien cuanto cuanta cuantos hay esta estan tiene",
    ),
    (Part::Polite, "can could would will puedes podrias puede podria me"),
    (
        Part::Else,
        "delete remove restart stop stops kill status logs log fix update upgrade change edit move rename pause resume \
         discard destroy cancel undo help broken down stopped crashed fails failed failing error borra borrar elimina \
         eliminar reinicia reiniciar deten detener actualiza cambia cambiar editar quita quitar pausa reanuda ayuda \
         roto caido fallo falla forget refund test already yesterday ayer show list tell explain muestra lista dime \
         explica back money cost costs price precio cuesta mistake idea telegraph",
    ),
    (
        Part::Vague,
        "something anything whatever someone everything nothing stuff after like algo cualquiera cosa nada \
         todo alguien either",
    ),
];

/// What platforms and providers are called.
const NAMES: &[(Part, &str)] = &[
    (Part::Provider(Provider::Anthropic), "claude anthropic"),
    (Part::Provider(Provider::OpenAi), "openai chatgpt gpt"),
    (Part::Provider(Provider::OpenRouter), "openrouter"),
    (Part::Provider(Provider::Gemini), "gemini"),
    (Part::Provider(Provider::Echo), "echo"),
    (Part::Channel(Channel::Telegram), "telegram"),
    (Part::Channel(Channel::Discord), "discord"),
    (Part::Channel(Channel::Slack), "slack"),
    (Part::Channel(Channel::Web), "web webpage browser navegador"),
];

/// Words of these that are written apart: "open ai".
const APART: &[&str] = &["openai", "chatgpt", "openrouter", "openclaw"];

/// Several words that do together what none of them does alone.
const PHRASES: &[(Part, &[&str])] = &[
    (
        Part::Without,
        &[
            "anything but",
            "everything but",
            "anything except",
            "rather than",
            "instead of",
            "as opposed to",
            "other than",
            "apart from",
            "en vez de",
            "en lugar de",
            "todo menos",
            "cualquiera menos",
        ],
    ),
    (
        Part::Want,
        &[
            "can i have",
            "could i have",
            "may i have",
            "can we have",
            "could we have",
            "love to have",
            "like to have",
            "put up",
        ],
    ),
    (Part::Polite, &["i was wondering", "i am wondering", "im wondering"]),
    (Part::New, &["one more", "uno mas", "otro mas"]),
    (Part::Question, &["se puede", "se pueden", "is there", "are there"]),
    (
        Part::Rather,
        &[
            "no wait",
            "wait no",
            "i mean",
            "or rather",
            "actually no",
            "scratch that",
            "no espera",
            "espera no",
            "quiero decir",
            "o mejor",
            "mejor dicho",
        ],
    ),
    (Part::Provider(Provider::Gemini), &["google gemini"]),
];

/// Real words that a slip would make one of ours, among the forty thousand most used ones of each language.
const NO_SLIPS: &str = "adn apoyado bowser browse browsed browsers calle callee callen caller calles calmed celled cera claudia \
    clause crate cream creme crete culled cunado delaying delegar depleting deployed deploys despega despegar \
    despejar desplazar desplegada desplegado desplegaron desplego despliegan despliegue despliegues diem discos \
    dose form gemina geminis hatchback hitching incubate ist lest llamaba llamadas llamados llamando llamara \
    lunch navegado navegadores navegando navegar navigator nombra nombrados nombrando nombren nombres nombro \
    orto peor root sion telegrama telegramas telegrams three vai webpages";

/// Lower case, without accents and apostrophes: what people leave out when they write fast.
pub fn plain(word: &str) -> String {
    let letters = word.nfd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’'));
    letters.flat_map(char::to_lowercase).collect()
}

/// What a word is, spelled right or nearly so. `offered` is what blueprints are called, each by its words.
pub fn part(word: &str, offered: &[Vec<String>]) -> Part {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Part::Filler;
    }
    let blueprint = || offered.iter().position(|words| words.iter().any(|known| known == word)).map(Part::Blueprint);
    let exact = || WORDS.iter().chain(NAMES).find(|(_, words)| words.split_whitespace().any(|known| known == word));
    if let Some(part) = blueprint().or_else(|| exact().map(|(part, _)| part.clone())) {
        return part;
    }
    // A model says whose it is: "gpt-6".
    if let Some((head, _)) = word.split_once(['-', '.'])
        && let Some((part @ Part::Provider(_), _)) =
            NAMES.iter().find(|(_, words)| words.split(' ').any(|it| it == head))
    {
        return part.clone();
    }
    if NO_SLIPS.split(' ').any(|real| real == word) {
        return Part::Other;
    }
    let is_stumble = |part: &Part, words: &str| {
        let may_lack_one = matches!(part, Part::Hatch | Part::Want | Part::Noun | Part::Called);
        words.split_whitespace().any(|known| is_stumble(word, known, may_lack_one))
    };
    if let Some((part, _)) = WORDS.iter().chain(NAMES).find(|(part, words)| is_stumble(part, words)) {
        return part.clone();
    }
    let names = NAMES.iter().chain(WORDS.iter().filter(|(part, _)| matches!(part, Part::Hatch | Part::Called)));
    let near = names.flat_map(|(part, words)| words.split_whitespace().map(move |known| (part, known)));
    let near = near.filter(|(_, known)| is_slip(word, known)).map(|(part, _)| part.clone()).next();
    let offered = offered.iter().position(|words| words.iter().any(|known| is_slip(word, known)));
    near.or(offered.map(Part::Blueprint)).unwrap_or(Part::Other)
}

/// Whether two words that are written apart are one of ours.
pub fn joined(one: &str, other: &str) -> Option<String> {
    let both = format!("{one}{other}");
    APART.contains(&both.as_str()).then_some(both)
}

/// The words at the beginning of these that make a phrase: how many they are, and what it does.
pub fn phrase(words: &[String]) -> Option<(usize, Part)> {
    let begins =
        |phrase: &&str| phrase.split(' ').enumerate().all(|(at, known)| words.get(at).is_some_and(|it| it == known));
    PHRASES.iter().find_map(|(part, phrases)| {
        let phrase = phrases.iter().find(|phrase| begins(phrase))?;
        Some((phrase.split(' ').count(), part.clone()))
    })
}

/// Two letters beside each other changed places, or in a longer word one came twice or is missing. Few real words come
/// about so; those are in [`NO_SLIPS`].
fn is_stumble(word: &str, known: &str, may_lack_one: bool) -> bool {
    let (said, meant): (Vec<char>, Vec<char>) = (word.chars().collect(), known.chars().collect());
    if meant.len() < 3 || said.first() != meant.first() || strsim::osa_distance(word, known) != 1 {
        return false;
    }
    let differs = said.iter().zip(&meant).position(|(one, other)| one != other).unwrap_or(said.len().min(meant.len()));
    match said.len().cmp(&meant.len()) {
        Ordering::Equal => strsim::levenshtein(word, known) == 2,
        Ordering::Greater => meant.len() >= 5 && said[differs] == said[differs - 1],
        Ordering::Less => meant.len() >= 6 && may_lack_one,
    }
}

/// One letter off in a word of six letters and more, two in a longer one. The first letter is seldom wrong.
fn is_slip(word: &str, known: &str) -> bool {
    let allowed = match known.len() {
        0..6 => return false,
        6..9 => 1,
        _ => 2,
    };
    word.chars().next() == known.chars().next() && strsim::osa_distance(word, known) <= allowed
}
