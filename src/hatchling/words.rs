//! Every sentence that a hatchling says to a person, in each of its languages. What the AI says is not here.

use crate::domain::{Language, Name, Provider};
use crate::provider::{Fault, Verdict};

/// How one bot speaks: its language and what stands for `{name}` and `{provider}`.
#[derive(Debug)]
pub struct Words {
    pub language: Language,
    pub name: Name,
    pub provider: Provider,
}

impl Words {
    pub fn say(&self, sentence: Sentence) -> String {
        sentence.text(self.language).replace("{name}", self.name.as_str()).replace("{provider}", self.provider.title())
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

/// Declares the sentences: one row each, English, Spanish, Portuguese, Russian, Chinese and Arabic.
macro_rules! sentences {
    ($($(#[$meta:meta])* $sentence:ident = $en:literal, $es:literal, $pt:literal, $ru:literal, $zh:literal, $ar:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Sentence { $($(#[$meta])* $sentence),+ }

        impl Sentence {
            fn text(self, language: Language) -> &'static str {
                let [en, es, pt, ru, zh, ar] = match self { $(Sentence::$sentence => [$en, $es, $pt, $ru, $zh, $ar]),+ };
                match language {
                    Language::English => en,
                    Language::Spanish => es,
                    Language::BrazilianPortuguese => pt,
                    Language::Russian => ru,
                    Language::SimplifiedChinese => zh,
                    Language::Arabic => ar,
                }
            }
        }
    };
}

sentences! {
    Greeting =
        "I am {name}. Write me anything; /new starts a new conversation.",
        "Soy {name}. Escríbeme lo que quieras; /new empieza una conversación nueva.",
        "Eu sou {name}. Escreva o que quiser; /new começa uma conversa nova.",
        "Я {name}. Пиши что угодно; /new начинает новый разговор.",
        "我是 {name}。写什么都可以；/new 开始新的对话。",
        "أنا {name}. تمكن كتابة أي شيء لي، والأمر /new يبدأ محادثة جديدة.";
    Claimed =
        "I am {name}, and from now on I am yours. Write me anything; /new starts a new conversation.",
        "Soy {name} y desde ahora soy tuyo. Escríbeme lo que quieras; /new empieza una conversación nueva.",
        "Eu sou {name} e, a partir de agora, sou seu. Escreva o que quiser; /new começa uma conversa nova.",
        "Я {name}, и теперь я твой. Пиши что угодно; /new начинает новый разговор.",
        "我是 {name}，从现在起属于你。写什么都可以；/new 开始新的对话。",
        "أنا {name}، ومن الآن أنا لك. تمكن كتابة أي شيء لي، والأمر /new يبدأ محادثة جديدة.";
    Stranger =
        "I only talk with my owner and their guests. If you should be one, ask the person who runs me.",
        "Solo hablo con mi dueño y sus invitados. Si deberías ser uno, pregunta a quien me cuida.",
        "Só converso com meu dono e seus convidados. Se você deveria ser um deles, pergunte a quem cuida de mim.",
        "Я разговариваю только с владельцем и его гостями. Если ты должен быть среди них, спроси того, кто меня ведёт.",
        "我只和主人及其客人交谈。如果你应该是其中之一，请问管理我的人。",
        "لا أتحدث إلا مع مالكي وضيوفه. من ينبغي أن يكون منهم فليسأل من يديرني.";
    OnlyText =
        "I can only read text. Write it to me in words.",
        "Solo puedo leer texto. Escríbemelo con palabras.",
        "Só consigo ler texto. Escreva em palavras.",
        "Я умею читать только текст. Напиши словами.",
        "我只能读文字。请用文字写给我。",
        "أستطيع قراءة النص فقط. يُرجى كتابته بالكلمات.";
    Forgotten =
        "A new conversation: what we said before is forgotten.",
        "Conversación nueva: lo anterior está olvidado.",
        "Conversa nova: o que dissemos antes está esquecido.",
        "Новый разговор: прежнее забыто.",
        "新的对话：之前说的已经忘记。",
        "محادثة جديدة: ما قيل قبلها نُسي.";

    BadKey =
        "{provider} does not accept my key. It may be cut off, revoked or expired; I can answer again when my owner gives me a new one.",
        "{provider} no acepta mi clave. Puede estar incompleta, revocada o caducada; podré responder cuando mi dueño me dé una nueva.",
        "{provider} não aceita minha chave. Ela pode estar cortada, revogada ou vencida; volto a responder quando meu dono me der uma nova.",
        "{provider} не принимает мой ключ. Возможно, он обрезан, отозван или истёк; я снова отвечу, когда владелец даст мне новый.",
        "{provider} 不接受我的密钥。它可能不完整、已撤销或已过期；主人给我新的密钥后，我就能再回答。",
        "لا يقبل {provider} مفتاحي. ربما هو مقطوع أو ملغى أو منتهٍ؛ أجيب من جديد حين يعطيني مالكي مفتاحًا جديدًا.";
    AccountDisabled =
        "{provider} has closed the account that my key belongs to, so I cannot answer.",
        "{provider} ha cerrado la cuenta de mi clave, así que no puedo responder.",
        "{provider} fechou a conta da minha chave, então não posso responder.",
        "{provider} закрыл учётную запись моего ключа, поэтому я не могу ответить.",
        "{provider} 关闭了我的密钥所属的账户，所以我无法回答。",
        "أغلق {provider} حساب مفتاحي، فلا أستطيع أن أجيب.";
    WrongKeyKind =
        "My {provider} key is of a kind that cannot chat. My owner can give me an ordinary one.",
        "Mi clave de {provider} es de un tipo que no sirve para conversar. Mi dueño puede darme una normal.",
        "Minha chave de {provider} é de um tipo que não conversa. Meu dono pode me dar uma comum.",
        "Мой ключ {provider} такого вида, что разговаривать с ним нельзя. Владелец может дать мне обычный.",
        "我的 {provider} 密钥属于不能对话的类型。主人可以给我一个普通的。",
        "مفتاحي لدى {provider} من نوع لا يصلح للمحادثة. يستطيع مالكي أن يعطيني مفتاحًا عاديًا.";
    NoCredit =
        "My account at {provider} has no credit left. I can answer again once it is topped up.",
        "Mi cuenta en {provider} no tiene saldo. Podré responder cuando se recargue.",
        "Minha conta em {provider} está sem crédito. Volto a responder quando for recarregada.",
        "На моём счёте у {provider} не осталось средств. Я снова отвечу, когда его пополнят.",
        "我在 {provider} 的账户没有余额了。充值后我就能再回答。",
        "لم يبق رصيد في حسابي لدى {provider}. أجيب من جديد حين يُشحن.";
    NotPermitted =
        "My {provider} key may not use this model. My owner can allow it, or give me another key.",
        "Mi clave de {provider} no puede usar este modelo. Mi dueño puede permitirlo o darme otra clave.",
        "Minha chave de {provider} não pode usar este modelo. Meu dono pode permitir ou me dar outra chave.",
        "Моему ключу {provider} не разрешена эта модель. Владелец может разрешить её или дать мне другой ключ.",
        "我的 {provider} 密钥不能使用这个模型。主人可以允许它，或者给我另一个密钥。",
        "لا يحق لمفتاحي لدى {provider} استعمال هذا النموذج. يستطيع مالكي أن يسمح به أو يعطيني مفتاحًا آخر.";
    ModelUnavailable =
        "{provider} does not offer my model to this key, or no longer has it. My owner can choose another.",
        "{provider} no ofrece mi modelo a esta clave o ya no lo tiene. Mi dueño puede elegir otro.",
        "{provider} não oferece meu modelo a esta chave ou já não o tem. Meu dono pode escolher outro.",
        "{provider} не предлагает этому ключу мою модель, или её больше нет. Владелец может выбрать другую.",
        "{provider} 不向这个密钥提供我的模型，或者已经没有它了。主人可以选择另一个。",
        "لا يقدّم {provider} نموذجي لهذا المفتاح، أو لم يعد لديه. يستطيع مالكي اختيار آخر.";
    Busy =
        "{provider} is too busy to answer right now. Send it again in a minute.",
        "{provider} está demasiado ocupado ahora mismo. Envíalo otra vez en un minuto.",
        "{provider} está ocupado demais para responder agora. Envie de novo em um minuto.",
        "{provider} сейчас слишком занят, чтобы ответить. Отправь ещё раз через минуту.",
        "{provider} 现在太忙，无法回答。请一分钟后再发一次。",
        "{provider} أشغل من أن يجيب الآن. يُرجى الإرسال من جديد بعد دقيقة.";
    RegionBlocked =
        "{provider} does not serve the place I run in, so I cannot answer from here.",
        "{provider} no da servicio en el lugar donde funciono, así que no puedo responder desde aquí.",
        "{provider} não atende o lugar onde funciono, então não posso responder daqui.",
        "{provider} не обслуживает место, где я работаю, поэтому отсюда я не могу ответить.",
        "{provider} 不为我运行的地区提供服务，所以我在这里无法回答。",
        "لا يخدم {provider} المكان الذي أعمل فيه، فلا أستطيع أن أجيب من هنا.";
    Unreachable =
        "I cannot reach {provider} right now. Send it again in a minute.",
        "No consigo contactar con {provider} ahora mismo. Envíalo otra vez en un minuto.",
        "Não consigo alcançar {provider} agora. Envie de novo em um minuto.",
        "Сейчас не могу связаться с {provider}. Отправь ещё раз через минуту.",
        "我现在联系不上 {provider}。请一分钟后再发一次。",
        "لا أستطيع الوصول إلى {provider} الآن. يُرجى الإرسال من جديد بعد دقيقة.";
    Declined =
        "{provider} declined to answer that. Try it in other words.",
        "{provider} no ha querido responder a eso. Prueba con otras palabras.",
        "{provider} não quis responder a isso. Tente com outras palavras.",
        "{provider} отказался на это отвечать. Попробуй другими словами.",
        "{provider} 拒绝回答这个问题。请换一种说法。",
        "رفض {provider} أن يجيب عن هذا. تمكن المحاولة بكلمات أخرى.";
    TooLong =
        "This conversation has become too long for my model. Start a new one and send it again.",
        "La conversación es demasiado larga para mi modelo. Empieza una nueva y envíalo otra vez.",
        "Esta conversa ficou longa demais para o meu modelo. Comece uma nova e envie de novo.",
        "Этот разговор стал слишком длинным для моей модели. Начни новый и отправь ещё раз.",
        "这个对话对我的模型来说太长了。请开始新的对话再发一次。",
        "صارت هذه المحادثة أطول مما يسعه نموذجي. يُرجى بدء محادثة جديدة والإرسال من جديد.";
    /// Our own fault, for example a full disk; the log says more.
    Broken =
        "I could not finish that; something on my side failed. Send it again in a minute.",
        "No he podido terminar; algo ha fallado por mi parte. Envíalo otra vez en un minuto.",
        "Não consegui terminar; algo falhou do meu lado. Envie de novo em um minuto.",
        "Мне не удалось закончить: что-то сломалось у меня. Отправь ещё раз через минуту.",
        "我没能完成，我这边出了问题。请一分钟后再发一次。",
        "لم أستطع إتمام ذلك؛ حدث خلل عندي. يُرجى الإرسال من جديد بعد دقيقة.";

    Empty =
        "There is nothing in that message.",
        "Ese mensaje está vacío.",
        "Essa mensagem está vazia.",
        "В этом сообщении ничего нет.",
        "这条消息是空的。",
        "هذه الرسالة فارغة.";
    MessageTooLong =
        "That message is too long: 16,000 characters is the most I read at once.",
        "Ese mensaje es demasiado largo: leo como mucho 16.000 caracteres de una vez.",
        "Essa mensagem é longa demais: leio no máximo 16.000 caracteres de uma vez.",
        "Это сообщение слишком длинное: за раз я читаю не больше 16 000 знаков.",
        "这条消息太长了：我一次最多读 16,000 个字符。",
        "هذه الرسالة طويلة جدًا: أقصى ما أقرؤه مرة واحدة 16,000 حرف.";
    Malformed =
        "I do not understand this request. It should be JSON as the documentation shows.",
        "No entiendo esta petición. Debe ser JSON como muestra la documentación.",
        "Não entendo este pedido. Deve ser JSON como mostra a documentação.",
        "Я не понимаю этот запрос. Это должен быть JSON, как показано в документации.",
        "我看不懂这个请求。它应该是文档所示的 JSON。",
        "لا أفهم هذا الطلب. ينبغي أن يكون JSON كما في التوثيق.";
    NotHere =
        "There is nothing here.",
        "Aquí no hay nada.",
        "Não há nada aqui.",
        "Здесь ничего нет.",
        "这里什么都没有。",
        "لا شيء هنا.";
    WrongOrigin =
        "This request comes from another site, so I do not follow it.",
        "Esta petición viene de otro sitio, así que no la sigo.",
        "Este pedido vem de outro site, então não o sigo.",
        "Этот запрос пришёл с другого сайта, поэтому я его не выполняю.",
        "这个请求来自另一个网站，所以我不执行。",
        "هذا الطلب من موقع آخر، فلا أنفّذه.";
    WrongHost =
        "This is not my address. Use the link you were given.",
        "Esta no es mi dirección. Usa el enlace que recibiste.",
        "Este não é o meu endereço. Use o link que você recebeu.",
        "Это не мой адрес. Воспользуйся полученной ссылкой.",
        "这不是我的地址。请使用你收到的链接。",
        "هذا ليس عنواني. يُرجى استعمال الرابط الذي وصلك.";
    Locked =
        "This chat opens with its own link. Open the link you were given once more.",
        "Este chat se abre con su propio enlace. Abre otra vez el enlace que recibiste.",
        "Este chat abre com o próprio link. Abra mais uma vez o link que você recebeu.",
        "Этот чат открывается своей ссылкой. Открой полученную ссылку ещё раз.",
        "这个聊天要用专属链接打开。请再打开一次你收到的链接。",
        "تُفتح هذه المحادثة برابطها الخاص. يُرجى فتح الرابط الذي وصلك مرة أخرى.";
    NeedsScript =
        "This page needs JavaScript to talk with the bot.",
        "Esta página necesita JavaScript para hablar con el bot.",
        "Esta página precisa de JavaScript para conversar com o bot.",
        "Чтобы разговаривать с ботом, этой странице нужен JavaScript.",
        "这个页面需要 JavaScript 才能与机器人交谈。",
        "تحتاج هذه الصفحة إلى JavaScript للحديث مع البوت.";
    Message =
        "Message",
        "Mensaje",
        "Mensagem",
        "Сообщение",
        "消息",
        "الرسالة";
    Send =
        "Send",
        "Enviar",
        "Enviar",
        "Отправить",
        "发送",
        "إرسال";
    NewChat =
        "New chat",
        "Chat nuevo",
        "Novo chat",
        "Новый чат",
        "新聊天",
        "محادثة جديدة";
    Hello =
        "Write me anything.",
        "Escríbeme lo que quieras.",
        "Escreva o que quiser.",
        "Пиши что угодно.",
        "写什么都可以。",
        "تمكن كتابة أي شيء لي.";
    You =
        "You",
        "Tú",
        "Você",
        "Ты",
        "你",
        "أنت";
    Thinking =
        "{name} is thinking",
        "{name} está pensando",
        "{name} está pensando",
        "{name} думает",
        "{name} 正在思考",
        "{name} يفكر";
    LostLine =
        "I lost the connection. Your message may not have arrived; send it again.",
        "Se perdió la conexión. Puede que tu mensaje no llegara; envíalo otra vez.",
        "A conexão se perdeu. Sua mensagem pode não ter chegado; envie de novo.",
        "Связь прервалась. Возможно, сообщение не дошло; отправь его ещё раз.",
        "连接断开了。你的消息可能没有送达，请再发一次。",
        "انقطع الاتصال. ربما لم تصل رسالتك؛ يُرجى إرسالها من جديد.";
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
