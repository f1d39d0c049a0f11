//! Every sentence that a hatchling says to a person, in each of its languages. What the AI says is not here.

use crate::domain::{Name, Provider};
use crate::provider::{Fault, Verdict};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Spanish,
}

impl Language {
    /// The word of the setting, and of `<html lang>`.
    pub fn word(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "en" => Some(Language::English),
            "es" => Some(Language::Spanish),
            _ => None,
        }
    }
}

/// How one bot speaks: its language and what stands for `{name}` and `{provider}`.
#[derive(Debug)]
pub struct Words {
    pub language: Language,
    pub name: Name,
    pub provider: Provider,
}

impl Words {
    pub fn say(&self, sentence: Sentence) -> String {
        let (english, spanish) = sentence.table();
        let text = match self.language {
            Language::English => english,
            Language::Spanish => spanish,
        };
        text.replace("{name}", self.name.as_str()).replace("{provider}", self.provider.title())
    }
}

/// What a person is told when the provider gave no reply.
pub fn sentence_for(fault: Fault) -> Sentence {
    match fault {
        Fault::Declined => Sentence::Declined,
        Fault::TooLong => Sentence::TooLong,
        Fault::Line(verdict) => match verdict {
            Verdict::BadKey => Sentence::BadKey,
            Verdict::AccountDisabled => Sentence::AccountDisabled,
            Verdict::WrongKeyKind => Sentence::WrongKeyKind,
            Verdict::NoCredit => Sentence::NoCredit,
            Verdict::NotPermitted => Sentence::NotPermitted,
            Verdict::ModelUnavailable => Sentence::ModelUnavailable,
            Verdict::RateLimited | Verdict::Overloaded => Sentence::Busy,
            Verdict::RegionBlocked => Sentence::RegionBlocked,
            // `Ok` without a reply is a line that broke.
            Verdict::Unreachable | Verdict::Ok => Sentence::Unreachable,
        },
    }
}

/// Declares the sentences: one row each, English and Spanish.
macro_rules! sentences {
    ($($(#[$meta:meta])* $sentence:ident = $english:literal, $spanish:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Sentence { $($(#[$meta])* $sentence),+ }

        impl Sentence {
            fn table(self) -> (&'static str, &'static str) {
                match self { $(Sentence::$sentence => ($english, $spanish)),+ }
            }
        }
    };
}

sentences! {
    Greeting =
        "I am {name}. Write me anything; /new starts a new conversation.",
        "Soy {name}. Escríbeme lo que quieras; /new empieza una conversación nueva.";
    Claimed =
        "I am {name}, and from now on I am yours. Write me anything; /new starts a new conversation.",
        "Soy {name} y desde ahora soy tuyo. Escríbeme lo que quieras; /new empieza una conversación nueva.";
    Stranger =
        "I only talk with my owner and their guests. If you should be one, ask the person who runs me.",
        "Solo hablo con mi dueño y sus invitados. Si deberías ser uno, pregunta a quien me cuida.";
    OnlyText =
        "I can only read text. Write it to me in words.",
        "Solo puedo leer texto. Escríbemelo con palabras.";
    Forgotten =
        "A new conversation: what we said before is forgotten.",
        "Conversación nueva: lo anterior está olvidado.";

    BadKey =
        "{provider} does not accept my key. It may be cut off, revoked or expired; I can answer again when my owner gives me a new one.",
        "{provider} no acepta mi clave. Puede estar incompleta, revocada o caducada; podré responder cuando mi dueño me dé una nueva.";
    AccountDisabled =
        "{provider} has closed the account that my key belongs to, so I cannot answer.",
        "{provider} ha cerrado la cuenta de mi clave, así que no puedo responder.";
    WrongKeyKind =
        "My {provider} key is of a kind that cannot chat. My owner can give me an ordinary one.",
        "Mi clave de {provider} es de un tipo que no sirve para conversar. Mi dueño puede darme una normal.";
    NoCredit =
        "My account at {provider} has no credit left. I can answer again once it is topped up.",
        "Mi cuenta en {provider} no tiene saldo. Podré responder cuando se recargue.";
    NotPermitted =
        "My {provider} key may not use this model. My owner can allow it, or give me another key.",
        "Mi clave de {provider} no puede usar este modelo. Mi dueño puede permitirlo o darme otra clave.";
    ModelUnavailable =
        "{provider} does not offer my model to this key, or no longer has it. My owner can choose another.",
        "{provider} no ofrece mi modelo a esta clave o ya no lo tiene. Mi dueño puede elegir otro.";
    Busy =
        "{provider} is too busy to answer right now. Send it again in a minute.",
        "{provider} está demasiado ocupado ahora mismo. Envíalo otra vez en un minuto.";
    RegionBlocked =
        "{provider} does not serve the place I run in, so I cannot answer from here.",
        "{provider} no da servicio en el lugar donde funciono, así que no puedo responder desde aquí.";
    Unreachable =
        "I cannot reach {provider} right now. Send it again in a minute.",
        "No consigo contactar con {provider} ahora mismo. Envíalo otra vez en un minuto.";
    Declined =
        "{provider} declined to answer that. Try it in other words.",
        "{provider} no ha querido responder a eso. Prueba con otras palabras.";
    TooLong =
        "This conversation has become too long for my model. Start a new one and send it again.",
        "La conversación es demasiado larga para mi modelo. Empieza una nueva y envíalo otra vez.";
    /// Our own fault, for example a full disk; the log says more.
    Broken =
        "I could not finish that; something on my side failed. Send it again in a minute.",
        "No he podido terminar; algo ha fallado por mi parte. Envíalo otra vez en un minuto.";

    Empty =
        "There is nothing in that message.",
        "Ese mensaje está vacío.";
    MessageTooLong =
        "That message is too long: 16,000 characters is the most I read at once.",
        "Ese mensaje es demasiado largo: leo como mucho 16.000 caracteres de una vez.";
    Malformed =
        "I do not understand this request. It should be JSON as the documentation shows.",
        "No entiendo esta petición. Debe ser JSON como muestra la documentación.";
    NotHere =
        "There is nothing here.",
        "Aquí no hay nada.";
    WrongOrigin =
        "This request comes from another site, so I do not follow it.",
        "Esta petición viene de otro sitio, así que no la sigo.";
    WrongHost =
        "This is not my address. Use the link you were given.",
        "Esta no es mi dirección. Usa el enlace que recibiste.";
    Locked =
        "This chat opens with its own link. Open the link you were given once more.",
        "Este chat se abre con su propio enlace. Abre otra vez el enlace que recibiste.";
    NeedsScript =
        "This page needs JavaScript to talk with the bot.",
        "Esta página necesita JavaScript para hablar con el bot.";
    Message = "Message", "Mensaje";
    Send = "Send", "Enviar";
    NewChat = "New chat", "Chat nuevo";
    Hello = "Write me anything.", "Escríbeme lo que quieras.";
    You = "You", "Tú";
    Thinking = "{name} is thinking", "{name} está pensando";
    LostLine =
        "I lost the connection. Your message may not have arrived; send it again.",
        "Se perdió la conexión. Puede que tu mensaje no llegara; envíalo otra vez.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_the_bot_and_its_provider() {
        let name = Name::parse("nest").expect("a name");
        let words = Words { language: Language::Spanish, name, provider: Provider::OpenAi };
        assert_eq!(words.say(Sentence::Thinking), "nest está pensando");
        assert_eq!(
            words.say(sentence_for(Fault::Line(Verdict::NoCredit))),
            "Mi cuenta en OpenAI no tiene saldo. Podré responder cuando se recargue."
        );
    }
}
