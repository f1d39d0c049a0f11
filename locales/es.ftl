# Todas las frases que dice Hatchery, en español. Los nombres de los mensajes y sus variables son iguales en todos los idiomas.

## Inicio y ayuda

welcome = Me dedico a crear bots. Dime un nombre y un proveedor de IA, y en uno o dos minutos tendrás tu propio asistente, que funciona solo para ti.
you-have = Tienes { $live } de { $limit } bots.
no-access = A este Hatchery se entra con invitación. Si tienes un código, envíalo aquí; si no, pregunta a quien lo administra.
redeemed = Tu código es válido: te doy la bienvenida.
wrong-code = No conozco ese código. Puede que ya se haya usado o que esté mal escrito.
how = Tú eliges un nombre, qué IA usa y dónde hablas con él. Yo inicio el bot, le hago una pregunta para asegurarme de que responde y desde entonces lo cuido: si se cae, vuelve solo, y puedes ver su estado y su registro cuando quieras. También puedes pedirlo en una frase: despliega un bot de Claude llamado nido en Telegram.
help-head = Esto es lo que entiendo:
help-more = Hay más, y /help all dice para qué sirve cada uno: { $commands }
unknown-command = No conozco ese comando.
unknown-command-near = No conozco ese comando. ¿Querías decir { $nearest }?
not-understood = No te entendí. ¿Quieres que cree un bot para ti?
topic-of = Este es el tema de «{ $name }»: aquí, comandos como /logs o /restart se refieren a él. Para hablar con él, escríbele al propio bot.
looking-up = Un momento, lo estoy consultando …
asked-elsewhere = Una pregunta mía sigue pendiente en otra parte de este chat, así que no tomé esto como respuesta.
told-in-topic = Estoy en ello. Lo que pase lo verás en el tema «{ $name }».
only-text = Aquí solo puedo leer texto.
in-group = Las claves no van en un grupo. Sigamos en privado.
broken = Algo falló por mi parte y no se cambió nada. Inténtalo de nuevo en un momento; si sigue igual, dale este número a quien administra Hatchery: { $reference }.
step-over = Ese paso ya terminó. Ahora estás aquí:
step-over-idle = Ese paso ya terminó.
after-this = Termina o cancela esto primero; el botón sigue valiendo.
press-a-button = Pulsa uno de los botones, por favor.
leaving-console-of-railway = Tus bots siguen en Railway. Iníciame de nuevo para cuidarlos. ¡Hasta luego!
leaving-console = Tus bots se detienen con Hatchery y vuelven a iniciarse con él. Hasta luego.
console-how-to-leave = Para salir, pulsa Ctrl-D.
console-trouble = Algo falló por mi parte y no se cambió nada. El registro dice por qué: hatchery.log en DATA_DIR.
plain = { $text }
joined = { $first }{ $second }

## Comandos, como los muestra un menú

command-deploy = crear un bot nuevo
command-status = cómo están tus bots
command-logs = las últimas líneas del registro de un bot
command-restart = reiniciar un bot
command-stop = detener un bot
command-resume = iniciar un bot detenido
command-edit = cambiar la clave, el modelo, el token o los invitados
command-delete = eliminar un bot para siempre
command-quota = lo que has usado y lo que te queda
command-language = cambiar el idioma
command-timezone = decir en qué zona horaria estás
command-link = ser una sola persona aquí y en otra plataforma
command-unlink = separar esta cuenta de las otras
command-cancel = dejar la pregunta actual
command-help = todos los comandos
command-start = empezar, o ver dónde estás
command-config = ver y cambiar los ajustes de un bot
command-diagnose = examinar un bot
command-history = qué ha pasado con tus bots y quién lo hizo
command-notifications = lo que te escribo por mi cuenta
command-export = todo lo que sé de ti, en un archivo
command-forget = borrar tu cuenta, tus bots y tus claves
command-user = encontrar a alguien y decir qué puede hacer
command-invite = crear un código de invitación
command-tier = cambiar el nivel de alguien
command-fleet = todos los bots de todos
command-strays = lo que queda en Railway sin bot
command-broadcast = escribir a mucha gente
command-maintenance = dejar en espera los bots nuevos
command-spend = un límite para lo que cuesta Railway al mes
command-alerts = qué vigilo y a quién aviso
command-admin = quién tiene qué rol

## Crear un bot: las preguntas

ask-blueprint = ¿Qué tipo de bot?
ask-name = ¿Cómo se va a llamar?
ask-name-help = De 3 a 32 letras o números.
name-taken = Ya tienes un bot llamado “{ $name }”.
name-too-short = Es demasiado corto para un nombre.
name-too-long = Es demasiado largo para un nombre.
name-one-line = Un nombre es una sola línea de texto sencillo.
name-character = Un nombre no puede llevar “{ $odd }”. Valen letras, números, espacios, “-” y “_”.
name-no-letter = Un nombre necesita al menos una letra o un número.
ask-provider = ¿De qué proveedor será la IA de “{ $name }”? Tú pones la clave, y lo que gaste al pensar se cobra en tu cuenta de allí.
ask-provider-unnamed = ¿De qué proveedor será la IA de tu bot? Tú pones la clave, y lo que gaste al pensar se cobra en tu cuenta de allí.
pick-provider = No conozco ese proveedor. Elige uno de estos, por favor.
key-too-early = Eso parecía una clave, así que no la guardé. Te pediré una cuando haga falta.
ask-key = Envíame tu clave de { $provider }. Empieza por { $shape }.
ask-key-any-shape = Envíame tu clave de { $provider }.
ask-key-help = La compruebo con una pregunta mínima, que apenas cuesta, y la guardo cifrada. No se queda en este chat.
ask-key-at-terminal = La compruebo con una pregunta mínima, que apenas cuesta, y la guardo cifrada. No se ve mientras la escribes.
ask-key-by-form = La clave de { $provider } va en el formulario del botón, nunca en un mensaje. La compruebo con una pregunta mínima, que apenas cuesta, y la guardo cifrada.
where-is-the-key = { $provider } da las claves en { $address }
message-deleted = Ya borré tu mensaje.
delete-it-yourself = No me permitieron borrar tu mensaje. Bórralo tú, por favor, para que nadie lea el secreto que contiene.
checking-key = Clave { $tail } recibida. La compruebo con { $provider }.
still-checking = Todavía estoy comprobando la clave que enviaste.
key-too-short = Es demasiado corto para una clave de { $provider }.
key-too-long = Es demasiado largo para una clave de { $provider }.
key-alphabet = Eso no puede ser una clave de { $provider }: una clave es una sola palabra de letras sin acento, números y guiones.
key-of-another = Eso parece una clave de { $other }, y necesito una de { $provider }.
key-is-token = Eso parece un token de bot de { $platform }. Necesito una clave de { $provider }.
key-is-admin = Esa es una clave de administración de { $provider }, que no sirve para conversar. Necesito una normal.
key-is-subscription = Eso es de una suscripción de chat, que { $provider } no permite usar en programas. Necesito una clave de API.
key-refused = { $provider } no acepta la clave { $tail }. Puede estar incompleta, revocada o ser de otro proveedor.
key-account-disabled = { $provider } cerró la cuenta de la clave { $tail }.
key-wrong-kind = La clave { $tail } es auténtica, pero de un tipo con el que { $provider } no deja conversar.
key-no-credit = La clave { $tail } es auténtica, pero su cuenta ya no tiene saldo, así que “{ $name }” no podría responder a nadie.
key-no-credit-help = Puedes seguir y recargar más tarde.
key-not-permitted = La clave { $tail } es auténtica, pero { $provider } no le permite usar este modelo.
key-model-unavailable = La clave { $tail } es auténtica, pero { $provider } no le ofrece el modelo habitual. Puedes elegir otro más tarde.
key-rate-limited = { $provider } tiene mucho trabajo y pide esperar, así que aún no sé si la clave funciona.
key-region = { $provider } no responde a llamadas desde el lugar donde funciono, así que no sé si la clave sirve.
key-unreachable = No puedo contactar con { $provider } ahora mismo, así que no sé si la clave funciona.
nothing-stored = No se guardó nada.
secret-unasked = Eso parecía una clave y no te la había pedido, así que no guardé nada de ella. Si alguien más pudo leerla, revócala.
secret-in-command = Las claves no van detrás de un comando, así que no guardé nada de la tuya. Te la pediré yo.
ask-channels = ¿Dónde se podrá hablar con “{ $name }”? Elige un canal o varios.
ask-channels-unnamed = ¿Dónde se podrá hablar con tu bot? Elige un canal o varios.
pick-channels = Elige al menos uno de estos.
ask-token = “{ $name }” necesita su propio bot de Telegram. Envíame su token.
not-in-the-chat = No se queda en este chat.
not-shown = No se ve mientras lo escribes.
by-form = Va en el formulario del botón, nunca en un mensaje.
ask-token-help = Se parece a 123456789:AA… { $stays }
where-is-the-token = Abre @BotFather en Telegram, envía /newbot, elige un nombre y copia el token que te dé.
ask-discord-token = “{ $name }” necesita su propio bot de Discord. Envíame su token.
ask-discord-token-help = Tiene tres partes separadas por puntos. { $stays }
ask-slack-bot-token = “{ $name }” necesita su propia aplicación de Slack. Envíame su token de bot.
ask-slack-bot-token-help = Empieza por xoxb-. { $stays }
ask-slack-app-token = Ahora, el token de aplicación de “{ $name }”, con el que escucha.
ask-slack-app-token-help = Empieza por xapp-. { $stays }
where-is-the-discord-token = Abre discord.com/developers/applications, crea una aplicación, abre “Bot” y pulsa “Reset Token”.
where-is-the-slack-bot-token = Abre api.slack.com/apps, crea una aplicación con los permisos de bot app_mentions:read, chat:write e im:history, instálala y copia el “Bot User OAuth Token”.
where-is-the-slack-app-token = En la página de la aplicación, activa “Socket Mode” y crea en “Basic Information” un token de aplicación con connections:write.
checking-token = Token { $tail } recibido. Lo compruebo con { $platform }.
still-checking-token = Todavía estoy preguntando a { $platform } por el token que enviaste.
token-shape = Eso no es un token de bot. Los tokens son como 123456789:AA… con unos 35 caracteres tras los dos puntos.
token-shape-discord = Eso no es un token de bot de Discord. Tiene tres partes separadas por puntos, unos 70 caracteres en total.
token-shape-slack-bot = Eso no es un token de bot de Slack completo. Empieza por xoxb-.
token-shape-slack-app = Eso no es un token de aplicación de Slack completo. Empieza por xapp-.
token-is-key = Eso parece una clave de { $other }. Necesito el token de un bot en { $platform }.
token-of-another = Eso parece un token de { $other }. Necesito uno de { $platform }.
token-is-slack-bot = Ese es el token de bot. Necesito el de aplicación, que empieza por xapp-.
token-is-slack-app = Ese es el token de aplicación. Necesito el de bot, que empieza por xoxb-.
token-is-discord-secret = Ese es el secreto de cliente o la clave pública. Necesito el token, de la página “Bot”.
token-is-slack-secret = Ese es un secreto de la página de la aplicación, no su token.
token-revoked = { $platform } no conoce el token { $tail }. Puede estar incompleto o revocado.
token-webhook = Otro programa ya usa { $handle } (tiene un webhook en { $host }).
token-webhook-help = Dos programas en un mismo bot se quitan los mensajes el uno al otro.
token-cannot-read = Discord no deja a { $handle } leer los mensajes que no lo mencionan.
token-cannot-read-help = ¿Lo activo? Sin eso, el bot solo responde en privado y cuando lo mencionan.
token-cannot-switch = Discord no me dejó activar la lectura de mensajes para { $handle }.
token-cannot-switch-help = Puedes hacerlo tú: portal de desarrolladores, “Bot”, “Message Content Intent”.
token-lacks = Slack no ha concedido todo lo que el bot necesita: { $scopes }. Añádelo a la aplicación, instálala otra vez y envíame el token nuevo.
token-no-socket-mode = La aplicación no escucha: “Socket Mode” está desactivado. Actívalo en la página de la aplicación y vuelve a intentarlo.
token-expires = Ese token caduca en unas horas, porque la aplicación renueva sus tokens. Desactiva la rotación en la página de la aplicación y envíame el token que te dé entonces.
token-not-a-bot = Ese token habla como una persona, no como un bot. Necesito el token de bot, que empieza por xoxb-.
token-closed = El espacio de trabajo no admite esta aplicación. Sus administradores pueden permitirla; después, vuelve a intentarlo.
token-in-use = Ese bot de { $platform } ya es de un bot que funciona aquí. Cada uno necesita el suyo.
token-unreachable = No puedo contactar con { $platform } ahora mismo, así que no sé si el token funciona.
ask-owner = ¿Quién eres en { $platform }? Allí “{ $name }” solo hablará contigo. Envíame tu { $platform ->
        [Slack] ID de miembro
        [Discord] ID de usuario
       *[other] número
    }.
ask-owner-telegram = Escribe a @userinfobot en Telegram y te lo dirá.
ask-owner-discord = En Discord: ajustes, “Avanzado”, activa “Modo desarrollador”; después, clic derecho en tu nombre, “Copiar ID de usuario”.
ask-owner-slack = En Slack: tu perfil, los tres puntos, “Copiar ID de miembro”. Empieza por U.
owner-shape-telegram = Un número de Telegram tiene solo cifras, por ejemplo 123456789.
owner-shape-discord = Un ID de usuario de Discord tiene de 15 a 20 cifras y nada más.
owner-shape-slack = Un ID de miembro de Slack empieza por U o W y tiene unas 11 mayúsculas y cifras.
too-big = { $blueprint } necesita { $needs } MB de memoria, y el plan { $plan } de Railway da { $gives } MB a cada bot. Solo quien administra Hatchery puede cambiar el plan.
review = Todo listo para crear “{ $name }”
review-blueprint = Plantilla: { $blueprint }
review-key-checked = IA: { $provider }, clave { $tail } (comprobada)
review-key-no-credit = IA: { $provider }, clave { $tail } (aún sin saldo)
review-key-unchecked = IA: { $provider }, clave { $tail } (sin comprobar)
review-echo = IA: ninguna, repite lo que oye
talks-on = Habla en: { $places }
and = { $first }, { $second }
place-web = una página web
place-as = { $platform } como { $handle }
review-local = Funciona en: esta máquina, con { $memory } MB como máximo
review-railway = Funciona en: Railway, hasta { $memory } MB, unos { $dollars } $ al mes
review-railway-only = Funciona en: Railway, hasta { $memory } MB
review-after = 
    Después tendrás { $live } de { $limit } bots y te { $left ->
        [one] quedará 1 creación
       *[other] quedarán { $left } creaciones
    } esta hora.
ask-change = ¿Qué quieres cambiar?
leaving-hatch = Estabas creando “{ $name }”.
leaving-new-hatch = Estabas creando un bot.
leaving-edit = Estabas cambiando un bot.
leaving-delete = Estabas a punto de eliminar un bot.
cancelled-hatch = Cancelado. No se creó nada, y lo que enviaste queda olvidado.
cancelled-edit = No se cambió nada.
change-noted = Anotado. Se aplicará cuando se inicie el bot.
cancelled-delete = No se eliminó nada.
nothing-to-cancel = No hay nada que cancelar.
cancel-which-hatch = “{ $name }” se está creando. ¿Lo detengo y lo elimino?

## Límites

banned = Aquí ya no puedes crear ni cambiar bots. Los que tienes los puedes detener y eliminar; si es un error, habla con quien lleva este Hatchery.
banned-because = Aquí ya no puedes crear ni cambiar bots: { $reason }. Los que tienes los puedes detener y eliminar.
maintenance = { $notice ->
    [empty] Los bots nuevos esperan un rato: se está trabajando en este Hatchery. Los tuyos siguen en marcha, y lo que has respondido se guarda un día.
   *[other] { $notice }
    Tus bots siguen en marcha, y lo que has respondido se guarda un día.
}
spend-reached = Los bots nuevos esperan hasta el mes que viene: lo que los bots pueden costar este mes está gastado. Los tuyos siguen en marcha.
limit-reached = Tienes { $live } de { $limit } bots, el máximo que puedes tener. Elimina uno para hacer sitio.
hour-used = 
    Ya usaste { $limit ->
        [one] tu única creación
       *[other] tus { $limit } creaciones
    } de esta hora. La próxima se libera en { $free_in }.
day-used = 
    Ya usaste { $limit ->
        [one] tu única creación
       *[other] tus { $limit } creaciones
    } de hoy. La próxima se libera en { $free_in }.
left-this-hour = 
    { $left ->
        [one] Te queda 1 creación
       *[other] Te quedan { $left } creaciones
    } esta hora.
left-today = 
    { $left ->
        [one] Te queda 1 creación
       *[other] Te quedan { $left } creaciones
    } hoy.
left-this-hour-resets = 
    { $left ->
        [one] Te queda 1 creación
       *[other] Te quedan { $left } creaciones
    } esta hora; habrá una más en { $resets }.
left-today-resets = 
    { $left ->
        [one] Te queda 1 creación
       *[other] Te quedan { $left } creaciones
    } hoy; habrá una más en { $resets }.
your-tier = Tu nivel: { $tier }.
will-remind = Te avisaré cuando se libere la próxima.
quota-free = Ya puedes crear un bot otra vez.

## Trabajo con un bot

progress-deploy = Creando “{ $name }” · { $elapsed }
progress-restart = Reiniciando “{ $name }” · { $elapsed }
progress-stop = Deteniendo “{ $name }” · { $elapsed }
progress-resume = Iniciando “{ $name }” · { $elapsed }
progress-update = Cambiando “{ $name }” · { $elapsed }
progress-delete = Eliminando “{ $name }” · { $elapsed }
stage-check = claves comprobadas
stage-place = lugar preparado
stage-variables = claves entregadas
stage-start = iniciado con sus claves
stage-source = iniciado
stage-restart = reiniciado
stage-answer = primera respuesta
stage-stop = detenido
stage-remove = eliminado
you-can-leave = Puedes irte; te escribiré cuando termine.
wait-queue = Railway aún no tiene sitio; “{ $name }” está en cola y seguirá por sí solo.
wait-place = Otro bot tuyo se está creando o quitando en Railway; “{ $name }” espera a que termine.
wait-approval = Railway quiere que alguien lo apruebe en su panel; puede hacerlo quien administra Hatchery.
wait-outage = Ahora no puedo contactar con Railway; “{ $name }” seguirá por sí solo en cuanto pueda.
wait-incident = Railway informa de una incidencia (“{ $said }”). “{ $name }” seguirá por sí solo.
wait-budget = Railway no admite más peticiones mías durante un rato; “{ $name }” seguirá por sí solo.
wait-unknown = Railway dice “{ $word }”, que no conozco; sigo atento.
stretch-accepted = Railway ha aceptado la orden.
stretch-building = Railway lo está construyendo.
stretch-fetching = Railway está descargando su imagen e iniciándolo.
stretch-health-check = Ya se ha iniciado; Railway espera su comprobación de estado.
stretch-starting = Está en marcha; espero su primera palabra.
alive = “{ $name }” está vivo. Respondió a su primera pregunta después de { $took }.
alive-listens = “{ $name }” está vivo. Después de { $took } me dijo que todos sus canales escuchan.
alive-started = “{ $name }” se inició en { $took } y pasó su comprobación de estado.
alive-started-help = No tiene dirección pública, así que no pude hacerle una pregunta. Escríbele para comprobarlo.
alive-but = “{ $name }” está en marcha, pero aún no puede responder. { $what }
open-web = Habla con él aquí: { $address }
open-control-page = Su página de control: { $address }
talk-on = Habla con él en { $platform }: { $handle }
invite-to-server = Llévalo a un servidor tuyo: { $address }
claim-telegram = Para hacerlo tuyo en Telegram, abre esto una vez: { $address }
done-restart = “{ $name }” está de vuelta. Respondió después de { $took }.
done-resume = “{ $name }” está otra vez en marcha. Respondió después de { $took }.
done-update = “{ $name }” ya tiene el cambio y respondió después de { $took }.
done-listens = “{ $name }” está de vuelta. Después de { $took } me dijo que todos sus canales escuchan.
done-started = “{ $name }” está de vuelta. Se inició en { $took } y pasó su comprobación de estado.
done-stop = “{ $name }” está detenido. Conserva su lugar, su memoria y sus claves.
done-delete = “{ $name }” ya no existe.
deleted = “{ $name }” quedó eliminado para siempre, con su memoria, sus ajustes y sus claves.
deleted-but-stays = “{ $name }” ya no es uno de tus bots. Alguien le dio otro nombre a su servicio en Railway, así que lo dejé allí; puede que siga en marcha. El operador puede quitarlo.
disk-is-kept = Railway lo ha confirmado. Guarda el disco 48 horas antes de borrarlo.
not-removed-yet = “{ $name }” está detenido, pero Railway aún no me ha dejado eliminarlo. Sigo intentándolo y te avisaré cuando haya desaparecido de verdad. Ya no cuenta entre tus bots.
not-stopped-yet = Railway todavía no me ha dejado detener “{ $name }”, así que puede que siga en marcha. Sigo intentándolo y te avisaré cuando esté hecho.
did-not-hatch = “{ $name }” no llegó a crearse. { $why }
all-removed = Eliminé todo lo que había preparado.
all-removed-free = Eliminé todo lo que había preparado, y este intento no cuenta.
hatch-cancelled = “{ $name }” no se creará. Eliminé todo lo que había preparado.
not-done-deploy = No se pudo crear “{ $name }”.
not-done-restart = No se pudo reiniciar “{ $name }”.
not-done-stop = No se pudo detener “{ $name }”.
not-done-resume = No se pudo iniciar “{ $name }”.
not-done-update = El cambio en “{ $name }” no llegó a funcionar.
not-done-delete = Todavía no se pudo eliminar “{ $name }”.
not-done-help = Su lugar, su memoria y sus claves están a salvo.
serves-on = La versión anterior sigue en marcha, con su memoria y sus claves.
left-started = Lo inicié, y sigo mirando cómo está.
left-as-it-was = Lo he dejado como estaba.
former-back = Vuelve a tener { $tails }, que tenía antes.
former-brought = Recupera { $tails }, que tenía antes; te aviso cuando esté de nuevo en marcha.
why-cancelled = Lo cancelaste.
why-keeps-ending = Se cerró solo en cuanto se inició, varias veces.
why-no-answer = Se inició, pero no respondió a tiempo.
why-key-refused = { $provider } no acepta su clave.
why-token-refused = { $platform } no acepta su token.
why-some-token-refused = Uno de sus canales no acepta su token.
why-token-taken = Otro programa recibe sus mensajes en { $platform }.
why-ended = Se cerró solo, sin ningún error.
why-image = Railway no pudo obtener su imagen ({ $image }). El operador tiene que mirarlo.
why-build = Railway no pudo construirlo: { $said }
why-health = Se inició, pero no pasó a tiempo su comprobación de estado.
why-not-approved = Railway quería que alguien lo aprobara, y nadie lo hizo.
why-refused = Railway se negó: { $said }
why-refused-plain = Railway se negó y no dijo por qué.
why-deployment-failed = Railway dice que el despliegue falló, pero no por qué.
why-skipped = Railway se saltó el despliegue.
why-not-understood = Railway ha cambiado y ya no me entiende. El operador tiene que mirarlo.
why-renamed = Alguien le dio otro nombre a su servicio en Railway, así que no lo toco.
why-no-access = Railway no me deja hacerlo. Quien administra Hatchery tiene que revisar mi acceso.
why-away = No pude contactar con Railway en todo un día.
why-removed-there = Alguien lo eliminó en Railway.
why-incomplete = Se inició, pero no todo funciona; su registro dice qué falla.
why-machine = No conseguí que funcionara; el operador encuentra el motivo en el registro.
why-blueprint-gone = Su plantilla ya no está aquí.
busy-deploy = Se está creando.
busy-restart = Se está reiniciando.
busy-stop = Se está deteniendo.
busy-resume = Se está iniciando.
busy-update = Se está cambiando.
busy-delete = Se está eliminando.
pointless = Ya está así.
bot-gone = Ese bot ya no existe.

## Bots que existen

no-bots = Todavía no tienes ningún bot.
which-bot = ¿Qué bot?
no-such-bot = No tienes ningún bot con ese nombre. ¿Es uno de estos?
state-busy = { $name }  ◐ { $doing }
state-deploying = { $name }  ◐ creándose desde hace { $since }
state-running = { $name }  ● en marcha desde hace { $since }
state-unknown = { $name }  ? sin noticias desde hace { $since }; antes funcionaba
target-away = No puedo contactar con Railway. Puede que el bot esté bien.
state-stopped = { $name }  ○ detenido desde hace { $since }
state-failed = { $name }  ▲ falló hace { $since }
state-gone = { $name }  eliminado
card-local = { $blueprint } en esta máquina
card-railway = { $blueprint } en Railway
card-cost = Coste de este mes hasta ahora: { $dollars } $
card-ai = IA: { $provider }, clave { $tail }
card-echo = IA: ninguna, repite lo que oye
card-model = Modelo: { $model }
card-guests = Invitados: { $guests }
card-problem = Último problema, hace { $ago }: { $what }
log-tail = Las últimas líneas de “{ $name }”:
log-whole = El registro de “{ $name }”.
log-empty = “{ $name }” todavía no ha escrito nada.
log-away = Ahora mismo no puedo obtener de Railway el registro de “{ $name }”.
let-in-done = Tu navegador en { $from } ya puede usar la página de “{ $name }”. Se abre sola.
let-in-nobody = Ningún navegador está llamando a “{ $name }”. Abre primero su página de control y vuelve a pulsar.
let-in-several = { $n } navegadores llaman a la vez, y no sé cuál es el tuyo. Cierra todos menos uno, espera un momento y vuelve a pulsar.
let-in-unknown = “{ $name }” no dijo si dejó entrar a tu navegador. Mira su página de control; si sigue esperando, vuelve a pulsar.
let-in-not-yet = “{ $name }” no responde ahora mismo, así que no ha entrado nadie.
ask-edit = ¿Qué quieres cambiar de “{ $name }”?
nothing-to-edit = No hay nada que cambiar en “{ $name }”: no usa clave ni token.
ask-model = ¿Qué modelo va a usar “{ $name }”? Ahora es { $model }. Elige uno o envía su id.
model-shape = El id de un modelo es una sola palabra, por ejemplo gpt-6-luna.
ask-guests = ¿Quién más puede hablar con “{ $name }” en Telegram? Envía sus números, separados por espacios.
ask-guests-help = Cada persona averigua su número escribiendo a @userinfobot. Lo que envíes reemplaza la lista.
guests-shape = Los invitados son números de Telegram como 123456789, 20 como máximo.
confirm-delete = ¿Eliminar “{ $name }” para siempre? Su memoria, sus ajustes y sus claves también se pierden. Escribe su nombre para confirmar.
name-differs = Eso no es “{ $name }”, así que no se eliminó nada.
confirm-forget = { $bots ->
    [0] ¿Te olvido para siempre? Se borra todo lo que sé de ti. Escribe forget para confirmar.
    [one] ¿Te olvido para siempre? Se borran tu bot, sus claves y su memoria, y todo lo que sé de ti. Escribe forget para confirmar.
   *[other] ¿Te olvido para siempre? Se borran tus { $bots } bots, sus claves y sus memorias, y todo lo que sé de ti. Escribe forget para confirmar.
}
cancelled-forget = No se ha borrado nada.
word-differs = Para confirmar tiene que ser exactamente “{ $word }”.
leaving-confirm = Estás en medio de una pregunta. ¿La dejas?

## Problemas

trouble = “{ $name }”: { $what }
recovered = “{ $name }” vuelve a responder.
recovered-started = “{ $name }” vuelve a estar en marcha.
problem-exited = Se cerró solo (código de salida { $code }). Lo inicié de nuevo.
problem-killed = Lo cerraron desde fuera, seguramente por falta de memoria. Lo inicié de nuevo.
problem-signal = Se cerró con la señal { $signal }. Lo inicié de nuevo.
problem-gave-up = Se cierra cada vez que se inicia, así que dejé de intentarlo.
problem-not-started = No se pudo volver a iniciar; quien administra Hatchery encontrará el motivo en el registro.
problem-silent = Está en marcha, pero no responde.
problem-key-refused = { $provider } no acepta su clave, así que no puede responder a nadie.
problem-no-credit = Su cuenta en { $provider } ya no tiene saldo, así que no puede responder a nadie.
problem-token-revoked = { $platform } ya no acepta su token.
problem-some-token-revoked = Uno de sus canales ya no acepta su token.
problem-token-taken = Otro programa recibe sus mensajes en { $platform }.
problem-some-token-taken = Otro programa recibe sus mensajes en uno de sus canales.
problem-crashed = Se cerraba una y otra vez, y Railway dejó de iniciarlo.
problem-ended = Se cerró solo, sin ningún error, y así sigue.
problem-asleep = Railway lo ha puesto a dormir. El primer mensaje lo despierta, tras un momento.
problem-update-failed = Una versión más nueva no llegó a iniciarse. La anterior sigue en marcha.
problem-redeploying = Railway lo está desplegando de nuevo por su cuenta y aún no lo ha iniciado.
problem-stopped-there = Alguien lo detuvo en Railway.
problem-removed-there = Alguien lo eliminó en Railway. Elimínalo aquí para liberar su sitio.
expired = Guardé tu bot a medio crear durante un día y ya lo deseché, clave incluida. No se creó nada.

## Idiomas y administración

language-chosen = ¿En qué idioma quieres que hable?
language-from-platform = ¿En qué idioma quieres que hable? Ahora uso el de tu aplicación.
language-set = A partir de ahora hablo español.
zone-now = Ves las horas como las marcan los relojes de { $zone }, donde ahora son las { $clock }.
zone-help = Elige un lugar cuyo reloj te sirva o escribe otro: /timezone Lisbon, /timezone Europe/Lisbon o /timezone UTC+3.
zone-set = Hecho. Desde ahora ves las horas como las marcan los relojes de { $zone }, donde ahora son las { $clock }. Nada más cambia.
zone-unknown = No conozco ningún lugar llamado “{ $text }”, así que no ha cambiado nada. También sirve una ciudad grande cercana con la misma hora, en inglés.
button-zone = { $zone } · { $clock }
button-timezone = Zona horaria
invited = { $uses ->
    [one] Este código deja entrar a una persona, hasta { $until }: { $code }
   *[other] Este código deja entrar a { $uses } personas, hasta { $until }: { $code }
}
tier-usage = Se escribe así: /tier telegram:42 premium, o /tier telegram:42 premium 30d. Los niveles son free y premium.
tier-set = { $account } tiene ahora el nivel { $tier }.
no-such-account = No conozco esa cuenta; primero tiene que escribirme.
strays-found =
    En Railway hay { $n ->
        [one] 1 cosa
       *[other] { $n } cosas
    } con mi marca y sin bot aquí, y eso puede costarte dinero. /strays lo muestra.
no-strays = En Railway no queda nada sin bot, ni hay ninguna eliminación atascada.
strays-head =
    { $n ->
        [one] 1 cosa
       *[other] { $n } cosas
    } en Railway con mi marca y sin bot aquí. No elimino nada sin que me lo digas.
stray-service = { $name }, un servicio, encontrado hace { $ago }
stray-project = { $name }, un proyecto vacío, encontrado hace { $ago }
slow-removal = “{ $name }” de { $owner }: Railway lleva { $since } negándose a eliminarlo ({ $tries } veces). Sigo intentándolo.
stray-removed = Ya está eliminado.
stray-gone = Ya no estaba.
stray-is-somebodys = Resulta que es de alguien, así que no lo toqué.
stray-refused = Railway no me deja eliminarlo ahora. Sigue en la lista.

## Cómo llama la línea de entrada a la respuesta

prompt-name = nombre
prompt-word = palabra
prompt-provider = proveedor
prompt-key = clave
prompt-channels = canales
prompt-token = token
prompt-owner = tu número
prompt-choose = elige
prompt-model = modelo
prompt-guests = invitados
prompt-code = código

## Botones

button-hatch = Crear un bot
button-hatch-again = Crearlo igualmente
button-hatch-it = Crearlo
button-start-again = Empezar de nuevo
button-how = Cómo funciona
button-help = Ayuda
button-my-bots = Mis bots
button-show-my-bots = Ver mis bots
button-remind = Avísame
button-continue = Continuar
button-continue-here = Seguir aquí
button-leave = Dejarlo
button-back = Volver
button-cancel = Cancelar
button-cancel-hatch = Cancelar creación
button-echo = Probar sin clave
button-where = ¿Dónde se consigue?
button-keep-key = Conservar { $tail }
button-another-key = Probar otra clave
button-try-again = Reintentar
button-go-on-anyway = Seguir igualmente
button-unchecked = Seguir sin comprobar
button-web = Página web
picked = ✓ { $what }
button-done = Listo
button-another-token = Usar otro token
button-take-over = Tomar el control
button-skip = Sin { $platform }
button-switch-on = Activarlo
button-go-on-without = Seguir sin eso
button-invite = Añadir a un servidor
button-let-in = Dejar entrar mi navegador
button-remove = Eliminar { $what }
button-change = Cambiar algo
button-change-name = Nombre
button-change-provider = Proveedor de IA
button-change-key = Clave
button-change-model = Modelo
button-change-channels = Canales
button-change-token = Token de { $platform }
button-change-slack-bot = Token de bot de Slack
button-change-slack-app = Token de app de Slack
button-guests = Invitados
button-no-guests = Sin invitados
button-open-chat = Abrir chat
button-open-private = Abrir chat privado
button-refresh = Actualizar
button-status = Ver estado
button-logs = Ver registro
button-whole-log = Registro completo
button-restart = Reiniciar
button-resume = Iniciar
button-stop = Detener
button-edit = Editar
button-delete = Eliminar
button-keep = Conservarlo

## Duraciones

span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $n } h
span-days = 
    { $n ->
        [one] 1 día
       *[other] { $n } días
    }

## Formularios, en plataformas que los tienen
button-answer = Responder
button-name-and-key = Nombre y clave
button-give-key = Dar la clave
button-write-name = Escribir su nombre
button-give-token = Dar el token
form-title = Hatchery
field-name = Nombre
field-key = Clave de { $provider }
field-token = Token del bot de { $platform }
field-slack-bot = Token de bot de Slack (xoxb-)
field-slack-app = Token de app de Slack (xapp-)
field-owner = Tu número en { $platform }
field-guests = Personas que pueden hablarle
field-model = Modelo
field-confirm = Su nombre, para confirmar
field-words = Tu respuesta
field-channels = Canales

## Cuentas vinculadas
account-called = { $called } en { $platform }
account-numbered = el número { $number } en { $platform }
account-at-terminal = la cuenta del terminal
link-code = En menos de 10 minutos, envíame esto en tu otra plataforma:
  /link { $code }
link-code-help = No se lo des a nadie más. Antes de compartir nada, te pregunto aquí y allí.
link-ask = ¿Quieres que { $other } y esta cuenta sean para mí una sola persona?
link-ask-help = Compartirían todos los bots, los cinco lugares, las creaciones, el idioma y la zona horaria. Di que sí solo si esa cuenta es tuya.
link-waits = Anotado. Ahora di que sí también desde { $other }: ya pregunté allí.
linked = Listo: { $other } y esta cuenta son para mí una sola persona desde ahora.
link-refused = { $other } y esta cuenta siguen separadas. No se compartió nada.
link-over = Ese vínculo ya no vale. Envía /link para tener un código nuevo.
link-wrong-code = Ese código no sirve: ya se usó, tiene más de 10 minutos o viene de esta misma plataforma. Envía /link en la otra para tener uno nuevo.
link-clash = Una de las dos ya está vinculada con una cuenta de la misma plataforma. Envía primero /unlink allí.
unlink-ask = ¿Quieres que esta cuenta siga por su lado? Cada bot se queda con la cuenta que lo creó.
unlinked = Esta cuenta sigue por su lado, con los bots que creó.
unlinked-from = { $other } sigue por su lado. Los bots que creó se fueron con ella.
unlink-has-bots = Esta cuenta solo entró con la otra y tiene bots propios. Bórralos primero, o pide una invitación para ella; después envía /unlink.
not-linked = Esta cuenta no está vinculada con otra. Envía /link para tener un código.
button-link = Sí, vincularlas
button-no-link = No
button-unlink = Desvincular

## Discord
not-yours = Ese botón es de otra persona. Empieza el tuyo con /deploy.
secret-in-dm = Eso parece una clave. No puedo borrar lo que escribes aquí y Discord lo guarda: revoca ya esa clave y crea otra, por favor.
secret-by-button = Una clave no va en el chat. Dámela con el botón: así no queda escrita en ningún sitio.
word-wish = nombre, IA y canales, si los sabes: nido anthropic telegram
word-bot = cuál de tus bots
word-language = en, es, pt-BR, ru, zh-Hans o ar
word-place = un lugar, como Madrid, o UTC+3
word-code = el código de tu otra plataforma
word-invitation = tu código de invitación
word-account = una cuenta, como discord:42
word-tier = free o premium
word-more = qué hacer; /help { $verb } dice cómo se escribe

# Personas, como las ven los administradores
bar-leaving = Me pediste que te olvide y estoy en ello. Vuelve a escribirme cuando tengas el recibo.
usage-user =
    Se escribe así:
    /user find ada
    /user show telegram:42
    /user tier telegram:42 premium 30d
    /user quota telegram:42 hour=5,day=20,live=3 30d (u off)
    /user ban telegram:42 motivo
    /user unban telegram:42
usage-invite =
    Se escribe así:
    /invite (una persona, siete días)
    /invite 20 30d (veinte personas, treinta días)
    /invite list
    /invite revoke ab2c (el final del código)
usage-admin =
    /admin grant telegram:42 support (u operator, owner)
    /admin revoke telegram:42
    /admin list
    /admin log
usage-maintenance =
    /maintenance on "Los bots nuevos esperan hasta las seis: se muda la base de datos."
    /maintenance on en "…" es "…"
    /maintenance off
usage-spend = /spend 50 deja esperar a los bots nuevos cuando los bots han costado $50 en un mes; /spend off quita el límite.
needs-role = Eso es para el rol { $role }. Te lo puede dar un dueño de este Hatchery.
role-support = soporte
role-operator = operador
role-owner = dueño
invite-revoked = Ese código ya no deja entrar a nadie. Quien lo usó antes se queda.
no-such-invite = Ningún código abierto acaba así. /invite list los muestra.
no-invites = No hay ningún código abierto. /invite crea uno.
invites-head = Códigos que aún dejan entrar:
invite-line = { $tail }  quedan { $left } de { $uses }, acaba en { $ends }, creado por { $by }
invites-help = /invite revoke y el final de un código lo anula.
tier-set-until = { $account } es { $tier } hasta { $until }.
quota-of-tier = { $account } vuelve a tener los límites de su nivel.
quota-set = { $account } tiene ahora límites propios: { $limits }.
quota-set-until = { $account } tiene límites propios hasta { $until }: { $limits }.
limits-line = creaciones: { $hour } por hora, { $day } al día; bots: { $live }
ban-done = { $account } ya no puede crear ni cambiar nada, solo detener y eliminar. Sus bots siguen en marcha; /fleet { $account } los muestra.
unban-done = { $account } vuelve a estar dentro, con lo que tenía.
ban-is-admin = Ayuda a llevar este Hatchery, así que no le he cerrado la puerta. Quítale antes el rol: /admin revoke.
role-granted = { $account } es ahora { $role } y lo sabe.
role-revoked = { $account } ya no tiene ningún rol y lo sabe.
role-by-settings = Está en ADMINS, en los ajustes, así que no puedo quitárselo. Cambia el ajuste y reiníciame.
has-no-role = No tiene ningún rol. /admin list muestra quién lo tiene.
role-line-by-settings = { $account }  dueño, por los ajustes
role-line = { $account }  { $role }: { $who }, por { $by }
no-roles = Nadie tiene aún un rol.
your-role = Ahora ayudas a llevar este Hatchery: { $role }. /help muestra lo que puedes hacer.
your-role-over = Ya no tienes un rol en este Hatchery. Tus propios bots siguen siendo tuyos.
nobody-found = Aquí no hay nadie que se llame “{ $text }”, ni ningún bot.
found-line =
    { $account }  { $who }, { $bots ->
        [0] sin bots
        [one] 1 bot
       *[other] { $bots } bots
    }
card-who = { $who }, { $account }, aquí desde hace { $since }
card-linked = Vinculado con { $others }
card-banned = Tiene la puerta cerrada
card-banned-because = Tiene la puerta cerrada: { $reason }
card-role = Rol: { $role }
card-let-in = Puede crear bots
card-not-let-in = No se le ha dejado entrar
card-tier = Nivel: { $tier }
card-tier-until = Nivel: { $tier } hasta { $until }
card-limits = Límites: { $limits }
card-limits-until = Límites hasta { $until }: { $limits }
card-used =
    Usado: { $hour ->
        [one] 1 creación
       *[other] { $hour } creaciones
    } en esta hora, { $day } en un día, { $live ->
        [one] 1 bot
       *[other] { $live } bots
    }
card-bot = “{ $name }” { $status }
card-unreachable = No se le puede escribir: me bloqueó o ya no está
nothing-happened = No hay nada más que contar.
history-head = Qué ha pasado, lo más nuevo primero:
log-head = Qué se hizo por otros, lo más nuevo primero:
act-line = hace { $ago }  { $what }, { $by }
act-change = : { $before } → { $after }
act-after = : { $after }
act-before = : era { $before }
act-failed = {" "}(no funcionó)
act-under-way = {" "}(en curso)
by-itself = por sí solo
act-deploy = creado “{ $subject }”
act-cancel-hatch = cancelada la creación de “{ $subject }”
act-restart = reiniciado “{ $subject }”
act-stop = detenido “{ $subject }”
act-resume = iniciado “{ $subject }”
act-edit = cambiado “{ $subject }”
act-config = configurado “{ $subject }”
act-delete = eliminado “{ $subject }”
act-trouble = “{ $subject }” tuvo problemas
act-recovered = “{ $subject }” volvió a estar bien
act-invite = creado el código { $subject }
act-revoke-invite = anulado el código { $subject }
act-redeem = entró con el código { $subject }
act-tier = nivel de { $subject }
act-quota = límites de { $subject }
act-ban = cerrada la puerta a { $subject }
act-unban = abierta de nuevo la puerta a { $subject }
act-grant = dado un rol a { $subject }
act-revoke = quitado el rol a { $subject }
act-link = vinculado con { $subject }
act-unlink = desvinculado { $subject }
act-forget = pidió ser olvidado: { $subject }
act-maintenance = mantenimiento { $subject }
act-spend = límite de lo que cuesta un mes
maintenance-on =
    Desde ahora los bots nuevos esperan; los que están en marcha siguen. { $under_way ->
        [0] No se está creando ninguno.
        [one] Uno se está creando y se termina.
       *[other] { $under_way } se están creando y se terminan.
    }
maintenance-off = Los bots nuevos vuelven a ser bienvenidos.
maintenance-is-on =
    { $notice ->
        [empty] Los bots nuevos esperan ahora.
       *[other] Los bots nuevos esperan ahora, y a la gente se le dice: { $notice }
    }
maintenance-is-off = Los bots nuevos no esperan.
spend-over = Los bots han costado ${ $spent } este mes y ${ $limit } es el límite: los nuevos esperan hasta el mes que viene o hasta que lo subas.
spend-under = Los bots han costado ${ $spent } de ${ $limit } este mes. Los nuevos esperan cuando se gaste.
spend-no-limit = No hay límite para lo que cuestan los bots al mes.
spend-reached-note = Los bots han costado este mes lo que pueden, así que los nuevos esperan. Los que están en marcha siguen. /spend lo muestra y sube el límite.
standing-changed = Un administrador ha cambiado lo que puedes hacer aquí.
export-here = Todo lo que sé de ti, sin claves ni tokens: de esos el archivo solo tiene el final.
forgetting =
    Te estoy olvidando. { $bots ->
        [0] Ahora se borra todo lo que sé de ti,
        [one] Primero se elimina tu bot, luego todo lo que sé de ti,
       *[other] Primero se eliminan tus { $bots } bots, luego todo lo que sé de ti,
    }
    y te escribo una vez más cuando esté hecho. Recibo { $receipt }.
forget-has-role = Ayudas a llevar este Hatchery, así que lo que hiciste queda registrado y no he olvidado nada. Pide antes a un dueño que te quite el rol; luego vuelve a decir /forget.
forgotten = Recibo { $receipt }: tus bots, sus claves y todo lo que sabía de ti están borrados. Si vuelves a escribir, nos conocemos por primera vez.
forgotten-counted = Durante un día guardo cuántos bots creaste, bajo un número, para que los límites valgan.
forgotten-shut-out = Que tienes la puerta cerrada lo guardo, bajo tu número.
nearly-used = { $percent ->
    [100] Es todo lo que puedes usar ahora (100 %).
   *[other] Vas por el { $percent } % de lo que puedes usar.
}
tier-until = Tu nivel: { $tier }, hasta { $until }.
own-limits-until = Tus límites son propios hasta { $until }.
button-show = Ver { $who }
button-premium = Hacer premium
button-free = Hacer free
button-ban = Cerrar la puerta
button-unban = Dejar entrar
button-older = Anteriores
## La configuración de un bot

worded = { $words }
config-head = La configuración de “{ $name }”, revisión { $revision }.
config-line = { $title } ({ $word }): { $value }
config-usual = lo habitual, { $value }
config-nothing = sin definir
config-secrets = No forman parte de ella y se guardan aparte: { $tails }
config-commands = A mano: /config { $name } set …, patch …, history o rollback ….
config-unreadable = La configuración de “{ $name }” (revisión { $revision }) no se puede leer: está dañada o es de otra versión de Hatchery. Dejo el bot como está. Para arreglarla, vuelve a una revisión que se pueda leer.
cannot-read-config = Su configuración no se puede leer, así que no puedo iniciarlo y lo he dejado como está. Volver a una revisión que se pueda leer lo arregla: /config las muestra.
config-usage = Así: /config nest muestra los ajustes de “nest”. /config nest set persona = Un pirata gruñón. cambia uno, y sin nada detrás del = vuelve a lo habitual. /config nest patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"} cambia varios (JSON merge patch); @7 delante significa solo sobre la revisión 7. /config nest history, /config nest rollback 3.
yes = sí
no = no
config-ask = ¿Qué debe ser { $title } para “{ $name }”?
config-ask-model = Envía el id de un modelo, como lo escribe su proveedor.
config-shape-text = Hasta { $most } caracteres: letras, cifras y puntuación corriente.
config-shape-number = Un número del { $from } al { $to }.
config-now = Ahora: { $now }
button-config-usual = Lo habitual
prompt-value = valor
config-history-head = Cómo llegó a ser la configuración de “{ $name }”. Ahora vale la revisión { $revision }.
config-revision = { $revision } · { $how } por { $who }, hace { $ago }: { $document }
config-revision-unreadable = no se puede leer
how-hatch = nació con ella, pedido
how-before = como era antes de haber historial, hecha
how-set = definida
how-patch = parcheada
how-rollback = restaurada
how-edit = cambiada
how-bulk = parcheada con otras
button-config = Ajustes
button-config-history = Historial
button-rollback = Volver a la { $revision }
config-changed = “{ $name }” tiene ahora la revisión { $revision } de su configuración y la adopta enseguida.
config-changed-later = “{ $name }” tiene ahora la revisión { $revision } de su configuración. Surte efecto cuando se inicie el bot.
config-same = “{ $name }” ya es así (revisión { $revision }), así que no se cambió nada.
config-stale = No se cambió nada: { $who } fue más rápido, hace { $ago }. Ahora vale la revisión { $revision }; mírala y repítelo si aún lo quieres.
config-stale-plain = No se cambió nada: alguien fue más rápido. Ahora vale la revisión { $revision }; mírala y repítelo si aún lo quieres.
config-refused = No se cambió nada. { $why }
config-no-revision = No se cambió nada: la revisión { $wanted } no existe, o ya no. El historial muestra las que hay.
config-old-unreadable = No se cambió nada: la revisión { $wanted } tampoco se puede leer. Vuelve a otra.
fault-not-json = Eso no es JSON. Un parche se escribe como {"{"}"options": {"{"}"memory": 5{"}"}{"}"}.
fault-not-an-object = Un parche es un objeto JSON, entre llaves.
fault-too-long = Un parche tiene como mucho 8000 bytes.
fault-unknown-setting = Aquí nada se llama “{ $word }”.
fault-unknown-option = Un bot así no tiene la opción “{ $word }”.
fault-no-model = No tiene ningún modelo que elegir.
fault-no-guests = No deja entrar a nadie más que a su dueño.
value-not-text = “{ $option }” es una simple línea de texto.
value-empty = “{ $option }” está vacío. null lo quita.
value-too-long = “{ $option }” tiene como mucho { $most } caracteres.
value-control = “{ $option }” lleva un carácter que nadie puede ver.
value-character = “{ $option }” no puede llevar { $odd }: lleva letras, cifras y puntuación corriente, y ni comillas, ni llaves, ni $.
value-secret = Lo que has dado para “{ $option }” parece una clave. Las claves nunca forman parte de una configuración; /edit las recoge. Si es de verdad, dala por conocida por otros.
value-not-one-of = “{ $option }” es una de: { $choices }.
value-not-between = “{ $option }” es un número entero del { $from } al { $to }.
value-not-yes-no = “{ $option }” es sí o no (true o false en un parche).
bulk-usage = Así: /config all patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}. Entre all y patch puede ir una clase de bot (hatchling), un estado (running), una cuenta (telegram:42) y drift, que significa que la última actualización no salió bien. Primero solo digo qué cambiaría.
bulk-word = No conozco “{ $word }”: conocería una clase de bot, un estado, una cuenta o drift. No se cambió nada.
bulk-would = Un ensayo, aún no se cambia nada. { $n ->
    [one] Un bot
   *[other] { $n } bots
} de los que dices ({ $which }) recibirían este parche:
bulk-would-all = Un ensayo, aún no se cambia nada. { $n ->
    [one] Un bot
   *[other] { $n } bots
} de todos los que hay recibirían este parche:
bulk-same = { $n ->
    [one] Uno ya es así.
   *[other] { $n } ya son así.
}
bulk-beyond = { $n ->
    [one] Un bot más
   *[other] { $n } bots más
} cambiarían también: se hacen { $most } de una vez, repite lo mismo para los siguientes.
bulk-confirm = Escribe { $word } para cambiarlos, todos o ninguno. Lo adoptan uno tras otro.
bulk-none = { $same ->
    [0] Nada que hacer: no hay ningún bot así.
    [one] Nada que hacer: el único bot que dices ya es así.
   *[other] Nada que hacer: los { $same } bots que dices ya son así.
}
bulk-refused = No se cambió nada, ni siquiera donde se podía. { $n ->
    [one] Un bot no lo admite
   *[other] { $n } bots no lo admiten
}{ $would ->
    [0] :
   *[other] , { $would } sí:
}
bulk-refusal = · { $bot }: { $why }
bulk-unreadable = Su configuración no se puede leer.
bulk-more = … y { $n } más.
bulk-mend = Arréglalos (volver a una revisión anterior hace legible uno que no lo es), o elige menos bots.
bulk-done = { $n ->
    [one] Un bot tiene
   *[other] { $n } bots tienen
} ahora el parche en su configuración y lo adoptan uno tras otro.
bulk-later = { $n ->
    [one] Uno de ellos no funciona o está ocupado; lo adopta
   *[other] { $n } de ellos no funcionan o están ocupados; lo adoptan
} cuando se inicie de nuevo.
bulk-stale = No se cambió nada: el bot { $bot } se cambió o se borró después del ensayo. Repítelo para hacer otro.
leaving-bulk = Estás a punto de parchear muchos bots. Aún no se cambia nada. ¿Lo dejas?
why-unreadable = Su configuración no se puede leer. Volver a una revisión que se pueda leer lo arregla: /config.
problem-unreadable = No se pudo iniciar, porque su configuración no se puede leer. Volver a una revisión que se pueda leer lo arregla: /config.

## Todos los bots a la vez
fleet-head =
    { $bots ->
        [one] 1 bot entre todas las personas
       *[other] { $bots } bots entre todas las personas
    }
fleet-empty = Todavía no hay ningún bot.
fleet-state = { $n } { $state }
fleet-pending = ◐ en espera
fleet-deploying = ◐ creándose
fleet-running = ● en marcha
fleet-stopped = ○ detenidos
fleet-failed = ▲ con fallo
fleet-adrift =
    { $n ->
        [one] 1 con deriva: no es lo que se desplegaría hoy
       *[other] { $n } con deriva: no son lo que se desplegaría hoy
    }
fleet-troubled =
    { $n ->
        [one] 1 con problemas
       *[other] { $n } con problemas
    }
fleet-cost = Coste de este mes hasta ahora: { $dollars } $
fleet-oldest = El más antiguo tiene { $age }.
fleet-version-now = { $blueprint } { $version }, la de aquí: { $n }
fleet-version-other = { $blueprint } { $version }, otra versión: { $n }
fleet-version-unknown = { $blueprint }, versión sin anotar: { $n }
fleet-page = { $from }–{ $to } de { $all } bots ({ $words })
fleet-none = Ningún bot es así: { $words }.
fleet-act-on = Para actuar sobre todos estos: /fleet restart { $words } – o stop, resume, update.
fleet-line = { $state } · { $owner } · { $blueprint } { $version } · creado hace { $age }
fleet-line-cost = { $line } · { $dollars } $
fleet-version-short = { $version }
fleet-version-short-adrift = { $version } (con deriva)
fleet-version-short-unknown = (versión sin anotar)
fleet-owner = Dueño: { $owner }
fleet-owner-called = Dueño: “{ $called }”, { $owner }
fleet-card-now = Versión { $version }, la de aquí
fleet-card-adrift = Versión { $version }: no es lo que se desplegaría hoy. Una actualización lo trae.
fleet-card-unknown = No se anotó con qué versión se desplegó. Una actualización trae la de hoy.
fleet-card-age = Creado hace { $age }
fleet-card-id = Id { $id }
fleet-gone = Ese bot ya no existe.
fleet-unknown = No conozco ningún bot ni palabra así: { $words }. No se hizo nada.
fleet-contradiction = “{ $word }” no encaja con las palabras anteriores. No se hizo nada.
fleet-usage = Palabras que describen bots: running, stopped, failed, drift, trouble, una plantilla, local o railway, older 30d, over 5 (dólares este mes), un dueño como telegram:42. Uno a uno: ids, o telegram:42/nest. Todos: all.
fleet-deed-usage = Di cuáles, por ejemplo: /fleet { $deed } failed
fleet-nobody = Ningún bot es así; no hay nada que hacer.
fleet-operators-only = Aquí puedes mirarlo todo. Actuar sobre los bots es cosa de operadores.
fleet-busy = No se hizo nada. { $doing }
fleet-is-stopped = Está detenido; no se hizo nada. Primero inícialo.
deed-restart =
    { $n ->
        [one] Reiniciar 1 bot
       *[other] Reiniciar { $n } bots
    }
deed-stop =
    { $n ->
        [one] Detener 1 bot
       *[other] Detener { $n } bots
    }
deed-resume =
    { $n ->
        [one] Iniciar 1 bot
       *[other] Iniciar { $n } bots
    }
deed-update =
    { $n ->
        [one] Actualizar 1 bot
       *[other] Actualizar { $n } bots
    }
fleet-preview = { $deed }: { $names }
fleet-preview-more = { $deed }: { $names } y { $more } más
fleet-pace =
    { $first ->
        [one] Primero va uno. Si queda bien,
       *[other] Primero van { $first }. Si quedan bien,
    } siguen los demás, { $wave } a la vez como mucho. Se para solo cuando fallan { $failures }, y lo hecho queda hecho.
fleet-pace-usage = Cómo sigue se dice así, con números del 1 al 200: /fleet update drift first 2 wave 20 failures 5. No se hizo nada.
fleet-confirm = Nadie podrá hablar con ellos hasta que se inicien de nuevo. Escribe { $word } para confirmar.
fleet-count-differs = Eso no es “{ $word }”, así que no se hizo nada.
fleet-not-begun = No se tocó ningún bot.
fleet-job-head = { $deed } · { $state }
job-draft = espera tu sí
job-running = → en curso
job-paused = ‖ en pausa
job-stopped = ▲ parado por sí solo
job-cancelled = ○ cancelado
job-done = ✓ hecho en { $took }
fleet-tally = { $done } hechos, { $failed } con fallo, { $skipped } omitidos, { $asked } en curso, { $waiting } por hacer
fleet-stopped-at-canary =
    El primero falló, así que no toqué ningún otro. { $waiting ->
        [one] 1 bot sigue como estaba.
       *[other] { $waiting } bots siguen como estaban.
    } Mira qué falló y luego sigue o cancela.
fleet-stopped-at-failures =
    { $failed ->
        [one] 1 falló
       *[other] { $failed } fallaron
    }, así que no toqué más. { $waiting ->
        [one] 1 bot sigue como estaba.
       *[other] { $waiting } bots siguen como estaban.
    } Mira qué falló y luego sigue o cancela.
fleet-job-id = Trabajo { $id }
fleet-target-failed = ✗ falló: { $name } de { $owner }. { $why }
fleet-target-skipped = · omitido: { $name } de { $owner }. { $why }
fleet-more = … y { $n } más
skipped-busy = Había otra cosa en curso.
skipped-pointless = Ya estaba así.
skipped-stopped = Está detenido.
skipped-gone = Ya no existe.
skipped-cancelled = Se canceló antes.
fleet-job-file = Qué fue de cada bot, uno por línea.
fleet-jobs = Los últimos trabajos, el más nuevo primero:
fleet-no-jobs = Todavía no hubo ningún trabajo. /fleet restart failed empezaría uno.
fleet-no-job = No conozco ese trabajo.
fleet-job-over = Eso no se puede hacer tal como está. Así está:
fleet-job-button = { $deed }, hace { $ago }
button-fleet = Todos los bots
button-fleet-all = Ver todos
button-jobs = Trabajos
button-job = Ver el trabajo
button-job-file = Cada bot
button-strays = Huérfanos
button-pause = Pausar
button-go-on = Seguir
button-cancel-job = Cancelarlo
button-update = Actualizar
button-earlier = Anteriores
button-later = Siguientes
by-operator-stopped = Quien administra este Hatchery detuvo “{ $name }”. Su memoria y sus claves están a salvo. /history dice cuándo.
by-operator-resumed = Quien administra este Hatchery inició “{ $name }”, y está en marcha.
by-operator-updated = Quien administra este Hatchery puso al día “{ $name }”. Su memoria y sus claves siguen igual.
by-operator-down = Quien administra este Hatchery trabajó en “{ $name }”, y no volvió a arrancar. Su memoria y sus claves están a salvo; prueba a reiniciarlo.
confirm-strays =
    { $n ->
        [one] ¿Eliminar { $names } en Railway para siempre, con todo lo que contiene?
       *[other] ¿Eliminar estas { $n } cosas en Railway para siempre, con todo lo que contienen: { $names }?
    } Escribe { $word } para confirmar.
cancelled-strays = No se eliminó nada.
stray-ends = { $removed } eliminados, { $kept } sin tocar. /strays muestra lo que queda.
act-upgrade = puesto al día “{ $subject }”
act-fleet = trabajo en muchos bots { $subject }
act-remove-stray = eliminado { $subject } en Railway
button-remove-all = Eliminar los { $n }

## Lo que se averiguó de un bot
diagnosis-under-way = Miro “{ $name }”: su proceso, canales, registro, clave, tokens y configuración. Tarda un minuto como mucho; escribo aquí el resultado.
diagnosis-before = Ya estoy mirando “{ $name }”; el resultado llega solo.
diagnosis-good = “{ $name }” ✓ todo está bien
diagnosis-bad = “{ $name }” ✗ algo va mal
diagnosis-unknown = “{ $name }” ? no se pudo ver todo
diagnosis-at = Mirado hace { $ago }
finding-line = { $check }: { $standing } – { $saw }
standing-good = ✓ bien
standing-bad = ✗ mal
standing-unknown = ? sin saber
check-process = Proceso
check-channels = Canales
check-errors = Últimos errores
check-key = Clave
check-token = Token de { $token }
check-config = Configuración
saw-runs =
    en marcha desde hace { $since } como proceso { $pid }, { $restarts ->
        [0] sin reinicios
        [one] reiniciado solo una vez
       *[other] reiniciado solo { $restarts } veces
    }
saw-runs-memory =
    en marcha desde hace { $since } como proceso { $pid } con { $memory } MB, { $restarts ->
        [0] sin reinicios
        [one] reiniciado solo una vez
       *[other] reiniciado solo { $restarts } veces
    }
saw-starts-again = se cerró solo y se inicia de nuevo (intento { $n })
saw-gave-up = se cerró cada vez que se inició, así que dejé de intentarlo
saw-not-running = no está en marcha
saw-stopped = está detenido, como se le dijo
saw-deployed = su despliegue de hace { $since } funciona; allí no se puede medir ahora la memoria
saw-deployed-memory = su despliegue de hace { $since } funciona con { $memory } MB
saw-deployment-is = Railway dice de su despliegue: { $word }
saw-on-its-way = Railway está en ello: { $word }
saw-no-deployment = no hay nada suyo desplegado
saw-listens = todos los canales escuchan
saw-log-says-ready = su registro dice que está listo; no se le puede preguntar
saw-not-ready = aún no escuchan todos los canales
saw-silent = no responde
saw-no-errors = ninguno en su registro
saw-errors = { $lines }
saw-past-errors = ninguno desde que está listo; antes: { $lines }
saw-key-ok = su proveedor la acepta
saw-key-no-credit = es real, pero su cuenta no tiene saldo
saw-key-bad = su proveedor no la acepta
saw-key-disabled = su cuenta está desactivada en el proveedor
saw-key-wrong-kind = es de un tipo que no puede conversar
saw-key-not-permitted = no puede usar este modelo
saw-key-model = su proveedor no tiene el modelo
saw-key-busy = su proveedor está demasiado ocupado para decirlo
saw-key-region = su proveedor no responde desde aquí
saw-key-unreachable = no se puede contactar con su proveedor
saw-needs-no-key = no necesita ninguna
saw-key-missing = no hay ninguna
saw-token-ok = aceptado, como { $handle }
saw-token-ok-nameless = aceptado
saw-token-mentions-only = aceptado; lee mensajes privados y menciones
saw-token-webhook = otro programa en { $host } recibe sus mensajes
saw-token-lacks = le falta { $scopes }
saw-token-no-socket-mode = Socket Mode está apagado
saw-token-expires = es de los que caducan en horas
saw-token-not-a-bot = no es de un bot
saw-token-closed = el espacio de trabajo no deja entrar a la app
saw-token-revoked = no aceptado (ya)
saw-token-unreachable = no se puede contactar con su plataforma
saw-token-missing = no hay ninguno
saw-fits = encaja con su plantilla tal como está aquí
saw-adrift = encaja, y se desplegó con otra versión de su plantilla
saw-unfit = { $what }
saw-away = ahora no se puede preguntar a su destino
saw-took-too-long = tardé demasiado en averiguarlo
saw-broke = no pude averiguarlo; el operador encuentra el motivo en el registro
misfit-blueprint = su plantilla ya no está aquí
misfit-target = su plantilla no puede vivir allí
misfit-provider = su plantilla no conoce este proveedor
misfit-channel = su plantilla no conoce { $platform }
misfit-model = su plantilla no conoce este modelo
misfit-config = sus ajustes no encajan con su plantilla; /config los muestra
misfit-unreadable = su configuración no se puede leer; volver a una revisión legible lo arregla: /config
misfit-value = contiene un valor que no se puede entregar
misfit-sealed = lo que se guarda de él no se puede abrir con la clave actual
next-nothing = No hay nada que hacer.
next-later = No se sabe de nada que vaya mal. Mira otra vez en unos minutos.
next-resume = Inícialo cuando se deba poder hablar con él.
next-restart = Ahora: reinícialo. Si no ayuda, su registro dice más.
next-logs = Ahora: lee su registro.
next-key = Ahora: dale otra clave con Editar.
next-token = Ahora: dale otro token con Editar.
next-edit = Ahora: corrígelo con Editar.
next-update = Una actualización lo pone al día.
next-operator = Ahora: tiene que mirarlo quien administra este Hatchery.
diagnoses-head = Lo que averigüé para ti, lo más nuevo primero:
diagnoses-none = Todavía no he mirado ningún bot para ti. Envía /diagnose con su nombre.
diagnosis-gone = No guardo ese resultado para ti.
diagnosis-line = “{ $name }”, hace { $ago }
button-diagnose = Diagnosticar
button-diagnose-bot = Mirar “{ $name }”
button-look-again = Mirar otra vez
button-diagnoses = Resultados anteriores
## Noticias para muchos: las preguntas

ask-news = ¿Qué le escribo a la gente?
ask-news-help = **negrita**, _cursiva_, `código` y [palabras](https://…) se ven como dicen. Lo ves antes que nadie.
ask-news-in = ¿Qué les escribo a quienes hablan { $language }?
news-empty = Todavía no hay nada. Escribe el texto que la gente va a leer.
news-too-long = Son { $length } caracteres y caben { $longest }. No se ha cambiado nada; hazlo más corto.
secret-in-news = Eso parece una clave o un token, así que no lo he tomado. Escribe el texto sin ello.
news-menu = Arriba está lo que verá la gente. ¿Algo más?
news-for-all = Para todos los que quieren noticias
news-on = , en { $platform }
news-of-tier = , nivel { $tier }
news-speaking = , que hablan { $language }
news-live = , con un bot vivo
news-seen = , vistos en { $days } días
news-now = Sale en cuanto lo confirmes.
news-at = Sale el { $at }.
ask-picture = ¿Dónde está la imagen? Envía su dirección, que empieza por https://. Con una imagen el texto puede tener 1024 caracteres.
picture-wrong = Esa no es la dirección de una imagen que todos puedan abrir. Empieza por https://, y los archivos de un chat no sirven.
ask-links = ¿Qué botones van debajo? Una línea para cada uno, por ejemplo: Leer más | https://example.com/news
links-wrong = No puedo hacer un botón de “{ $line }”. Una línea es así: Texto | https://example.com
links-many = De uno a { $most } botones, una línea para cada uno.
ask-whom = ¿A quién le llega? Cada botón lo estrecha o lo vuelve a abrir.
ask-when = ¿Cuándo sale? Por ejemplo: in 2h, o 2026-12-01 09:00, según los relojes de { $zone }.
when-wrong = No entiendo esa hora, o ya pasó, o está a más de 90 días. Por ejemplo: in 2h, o 2026-12-01 09:00.
news-review = Para { $total } { $total ->
    [one] persona
   *[other] personas
}: Telegram { $telegram }, Discord { $discord } (que lo pidieron). Unos { $took } si nada se cruza.
news-write = Escribe { $word } para enviarlo, o
news-nobody = Ninguno de ellos quiere noticias y es localizable, así que no hay a quién enviarlo.
count-differs = Ese no es el número. Escribe { $word } para enviarlo.
count-changed = Alguien llegó o se fue entretanto y no se ha enviado nada. Este es el número ahora:
news-same = Este mismo texto salió hace { $ago }, a { $total } { $total ->
    [one] persona
   *[other] personas
}. ¿Otra vez?
test-sent = Así le llega a la gente.
test-not-sent = La prueba no llegó: { $why }. No se ha enviado nada a nadie.
cancelled-news = Cancelado. No se ha enviado nada.
leaving-news = Estás en medio de un texto para muchos.

## Noticias para muchos: cómo va

news-scheduled = Un texto para { $total } { $total ->
    [one] persona
   *[other] personas
} sale el { $at }.
news-sending = Enviando: { $sent } de { $total } lo tienen.
news-paused = En pausa: { $sent } de { $total } lo tienen.
news-cancelled = Cancelado: { $sent } de { $total } lo tienen, y nadie más lo recibirá.
news-done = Enviado: { $sent } de { $total } lo tienen, en { $took }.
news-left = Faltan { $n }
news-left-at = Faltan { $n }, { $rate } por segundo, quedan unos { $takes }
news-blocked = A { $n } no se les puede escribir; quedan fuera hasta que escriban de nuevo
news-skipped = { $n } ya no quieren noticias o se fueron entretanto
news-perhaps = { $n } quizá lo tienen: me cortaron, y no envío nada dos veces
news-failed = { $n } fallaron: { $cause }
halt-refusals = { $platform } rechazó a diez seguidos, así que paré allí yo mismo. Sigue más tarde, o déjalo.
halt-too-fast = { $platform } me pidió ir más despacio una y otra vez, así que paré allí yo mismo. Sigue más tarde.
halt-message = { $platform } no acepta este mensaje, así que paré allí yo mismo. Cancélalo y arregla el texto, la imagen o los botones.
news-is-paused = En pausa. Lo que ya iba en camino, como mucho 8, todavía llega.
news-goes-on = Sigue.
news-is-cancelled = Cancelado. Quienes lo tienen se lo quedan; nadie más lo recibe.
news-pointless = Eso ya no es posible: ha terminado, o ya está así.
no-broadcasts = Todavía no se ha escrito nada a muchos.
broadcast-line = { $at }  “{ $text }”  { $state }, { $sent } de { $total }
state-scheduled = espera su hora
state-sending = enviándose
state-paused = en pausa
state-cancelled = cancelado
state-done = enviado
unsure-head = { $n } quizá lo tienen. Me cortaron mientras les escribía, y no envío nada dos veces:
act-broadcast = texto para muchos “{ $subject }”
nobody-unsure = No hay nadie de quien no sepa si lo tiene.

## Lo que se le escribe a una persona por sí solo

notifications-head = Lo que les pasa a tus bots te lo cuento siempre.
news-are-on = Noticias de quien lleva este sitio: sí
news-are-off = Noticias de quien lleva este sitio: no
news-on-now = Desde ahora recibes noticias de quien lleva este sitio.
news-off-now = No más noticias. Lo que les pasa a tus bots te lo sigo contando.

## Noticias: avisos, campos y botones

prompt-news = noticia
prompt-when = cuándo
prompt-count = número
field-news = Texto
field-picture = Imagen, una dirección con https://
field-links = Botones: Texto | https://…
field-when = Cuándo
field-count = Para cuántos
button-write-count = Escribir el número
button-news-review = Seguir
button-news-text = Texto
button-news-in = En { $language }
button-news-picture = Imagen
button-no-picture = Sin imagen
button-news-links = Botones
button-no-links = Sin botones
button-news-whom = A quién
button-news-when = Cuándo
button-news-now = Enseguida
button-news-test = Enviarme una prueba
button-news-anyway = Enviarlo otra vez
button-everywhere = En todas partes
button-every-tier = Todos los niveles
button-every-language = Todos los idiomas
button-live-bot = Con un bot vivo
button-seen-any = Vistos cuando sea
button-seen = Vistos en { $days } días
button-pause-news = Pausar
button-resume-news = Reanudar
button-cancel-news = Cancelarlo
button-unsure-news = Quién no es seguro
button-no-news = No más noticias
button-news = Quiero noticias

## Alarms
alarm-head = Alarma: { $what }
alarm-still = Esto sigue, desde hace { $since }: { $what }
all-clear = Todo en orden: { $what } Duró { $lasted }.
wrong-failures = { $failed } de { $ended } operaciones fallaron en 15 minutos, y no por culpa de la gente.
wrong-queue = hay trabajo pendiente desde hace { $age } y nadie lo toma.
wrong-outbox = un mensaje espera desde hace { $age } a ser enviado.
wrong-budget = Railway solo me deja preguntar { $left } de { $limit } veces más en esta hora.
wrong-database = la base de datos tarda { $ms } ms en una escritura mínima, una y otra vez.
wrong-token = { $platform } ya no acepta mi token.
wrong-disk = solo quedan { $mb } MB libres en el disco de DATA_DIR.
wrong-webhook = el webhook de las alertas no acepta mis mensajes: { $why }
means-failures = Fallan bots nuevos, reinicios y cambios. Los bots en marcha siguen, y lo que falló no le cuenta a nadie.
means-queue = La gente espera sus bots. No se pierde nada; sigue donde se quedó.
means-outbox = Alguien no se entera de lo que pasó. No se pierde nada; lo sigo intentando.
means-budget = Los bots nuevos tendrán que esperar. Los que están en marcha siguen.
means-database = Todo se vuelve lento. No se pierde nada.
means-token = Allí no oigo ni respondo a nadie. Sus bots siguen.
means-disk = Cuando se llene, ya no se podrá guardar nada. Hasta entonces todo sigue.
means-webhook = Las alarmas llegan solo por chat, como esta.
remedy-failures = La causa de cada una está en el registro. /maintenance on "texto" hace esperar a los bots nuevos.
remedy-queue = Mira si Hatchery tiene bastante procesador y memoria, o pon en marcha otro con la misma base de datos.
remedy-outbox = Mira si la plataforma tiene una avería. Si no, la causa está en el registro.
remedy-budget = Se vuelve a llenar dentro de la hora. Si pasa a menudo, un plan mayor de Railway tiene más.
remedy-database = Mira la carga y el disco de su máquina.
remedy-token = Crea allí un token nuevo, ponlo en { $setting } y vuelve a arrancarme.
remedy-disk = Haz sitio, o dale un disco mayor.
remedy-webhook = Pon en ALERT_WEBHOOK_URL uno que exista, vuelve a arrancarme y pruébalo con /alerts test.
right-failures = las operaciones vuelven a salir bien.
right-queue = el trabajo vuelve a tomarse a tiempo.
right-outbox = ya no espera ningún mensaje.
right-budget = Railway vuelve a dejarme preguntar lo suficiente.
right-database = la base de datos vuelve a ser rápida.
right-token = { $platform } vuelve a aceptar mi token.
right-disk = vuelve a haber sitio en el disco.
right-webhook = el webhook de las alertas vuelve a aceptar mis mensajes.

## What is watched
alerts-head = Lo que vigilo, tal como está ahora:
usage-alerts = Así: /alerts, /alerts test, /alerts mute, /alerts mute queue, /alerts unmute.
watch-fine = ● bien: { $what }
watch-doubtful = ◐ tiene mala pinta, vuelvo a mirar: { $what }
watch-raised = ▲ alarma desde hace { $since }: { $what }
read-failures = { $failed } de { $ended } operaciones fallaron en 15 minutos
read-queue = el trabajo más antiguo espera desde hace { $age }
read-no-queue = no espera ningún trabajo
read-outbox = el mensaje más antiguo espera desde hace { $age }
read-no-outbox = no espera ningún mensaje
read-budget = quedan { $left } de { $limit } peticiones a Railway en esta hora
read-database = la base de datos tardó { $ms } ms en una escritura mínima
read-token = { $platform } acepta mi token
read-token-refused = { $platform } no acepta mi token
read-disk = { $mb } MB libres en el disco
read-webhook =
    el webhook de las alertas falló { $failed ->
        [one] una vez
       *[other] { $failed } veces seguidas
    }
alerts-to-webhook = Aviso a operadores y dueños en sus chats, y a un webhook de { $platform }.
alerts-to-chat = Aviso a operadores y dueños en sus chats. No hay ningún webhook.
alarm-all = todas las alarmas
alarm-failures = la alarma de fallos
alarm-queue = la alarma de trabajo en espera
alarm-outbox = la alarma de mensajes en espera
alarm-budget = la alarma del presupuesto de Railway
alarm-database = la alarma de base de datos lenta
alarm-token = la alarma de token rechazado
alarm-disk = la alarma de disco lleno
alarm-webhook = la alarma del webhook
alarms-muted = En silencio para todos durante 1 hora: { $what }. Lo que entonces siga, lo digo entonces.
alarms-unmuted = Ya no hay nada en silencio. Los demás lo saben.
nothing-muted = No hay nada en silencio.
alarms-muted-by = En silencio durante { $left } más por { $by }: { $what }.
alarms-unmuted-by = { $by } terminó el silencio: vuelvo a avisar de las alarmas.
alerts-test = Esto es una prueba de las alertas, enviada por { $by }. No pasa nada malo.
alerts-tested =
    { $arrived ->
        [0] La prueba no llegó a ninguna parte:
       *[other] La prueba llegó a { $arrived } de { $all }:
    }
place-webhook = el webhook de { $platform }
arrived = ● llegó: { $place }
not-arrived = ▲ no llegó: { $place }: { $why }
and-more-places = y { $n } más
no-alert-webhook = No hay ningún webhook. ALERT_WEBHOOK_URL acepta uno de Slack o de Discord.
missed-stranger = nunca me ha escrito, así que no le conozco.
missed-off = allí no estoy en marcha.
missed-token = allí no se acepta mi token.
missed-blocked = no le puedo escribir; quizá me bloqueó.
missed-wait = me pide esperar { $wait }.
missed-silent = nadie respondió a tiempo.
missed-refused = fue rechazado.
unposted-because = responde { $status }, { $word }.
unposted-refused = responde { $status }.
unposted-unreachable = no se puede alcanzar.
button-alerts = Todas las alertas
button-mute = Silencio 1 h
button-unmute = Quitar silencio
button-test-alerts = Enviar una prueba
act-mute-alerts = silenció alarmas: { $subject }
act-unmute-alerts = terminó el silencio de las alarmas
act-test-alerts = probó cómo se avisa de las alarmas

# Lo que abre la API HTTP
command-token = tokens para la API HTTP: new, list, revoke
usage-token =
    Se escribe así:
    /token new
    /token new read 7d
    /token new read deploy 90d
    /token list
    /token revoke ab12
access-token =
    Aquí tienes tu token, para { $scopes }, hasta { $until }:
    { $token }
access-token-help = Solo lo muestro ahora y no guardo copia. Quien lo tenga actúa como tú: guárdalo bien y borra este mensaje. /token revoke y sus últimos cuatro caracteres lo anulan al momento.
access-token-too-many = Tienes { $most } tokens, que es el máximo. No he creado nada: anula uno antes, /token list los muestra.
access-token-needs-role = Un token para admin es para quienes tienen un rol aquí, así que no he creado ninguno. /token new crea uno para read y deploy.
access-token-revoked = { $tail } ya no abre nada.
no-such-access-token = No tienes ningún token que acabe así. No ha cambiado nada; /token list muestra los tuyos.
no-access-tokens = No tienes tokens para la API HTTP.
access-tokens-head = Tus tokens para la API HTTP:
access-token-line = { $tail }  { $scopes }, acaba en { $ends }
access-token-used = { $line }, usado hace { $ago }
access-tokens-help = /token revoke y el final de uno lo anula.
act-api-token = token para la API { $subject }
act-revoke-api-token = token para la API anulado { $subject }

## Bots a partir de otros

command-clone = otro bot como uno tuyo
command-share = deja que otros tengan un bot como el tuyo
word-bot-or-code = uno de tus bots, o el código de uno compartido
share-made = Quien tenga este enlace puede crear un bot como “{ $name }” durante { $lasts }:
share-command = En otro chat conmigo: /clone { $code }
share-carries = Esto es lo que ven y reciben:
share-without = No lleva ninguna clave, token, memoria ni conversación tuya, ni el nombre de nadie. Un enlace nuevo anula este.
share-setting = { $name }: { $value }
share-offered = Alguien comparte contigo un bot, “{ $name }”. El tuyo sería así:
share-yours = Tú pones tu propia clave de { $provider } y tus tokens. Es solo tuyo: quien lo comparte no ve nada de él.
share-yours-alone = Es solo tuyo: quien lo comparte no ve nada de él.
share-over = No hay nada detrás de ese enlace. Puede estar mal escrito, anulado o tener más de 30 días; pide uno nuevo o crea un bot tuyo.
share-no-kind = Aquí ya no se crean bots de ese tipo. Pregunta a quien lo compartió, o crea otro con /deploy.
share-ended = El enlace a bots como “{ $name }” ya no vale. Los que se crearon con él se quedan.
not-shared = “{ $name }” no está compartido.
review-key-to-come = IA: { $provider }, con tu propia clave
review-settings = Ajustes: { $settings }
button-copy-address = Copiar la dirección
button-copy-link = Copiar el enlace
button-copy-command = Copiar la orden
button-copy-code = Copiar el código
invite-by-link = Como enlace que me abre en Telegram: { $link }
link-by-link = O abre esto en Telegram, que lo envía por ti: { $link }
button-end-share = Dejar de compartir
button-hatch-like = Crear uno así
act-share = compartido de qué está hecho “{ $subject }”
act-end-share = dejado de compartir “{ $subject }”

## Claves que guardo para varios bots

command-keys = claves de proveedores de IA que guardo para tus bots
usage-keys = /keys muestra las claves que te guardo. /keys add, /keys replace …x7Qp y /keys delete …x7Qp las cambian.
keys-head = Claves que guardo para tus bots:
no-keys = Todavía no te guardo ninguna clave. La que guardes aquí la ofrezco cuando un bot necesite una, y se cambia para todos sus bots de una vez.
key-line = { $provider } { $tail } · la usa { $bots }
key-line-unused = { $provider } { $tail } · aún no la usa ningún bot
key-card = Clave de { $provider } { $tail }, guardada desde hace { $since }
key-card-checked = Su proveedor dijo que sirve hace { $ago }.
key-card-unchecked = Aún no se sabe si su proveedor la acepta; lo pregunto antes de dársela a un bot.
key-used-by = La usa { $bots }.
key-unused = No la usa ningún bot.
key-on-its-way = Va de camino a sus bots, de uno en uno. Hasta que eso se resuelva no se puede hacer nada más con ella.
key-kept = La clave de { $provider } { $tail } queda guardada y cifrada. La ofrezco cuando un bot necesite una.
key-known = La clave { $tail } ya está guardada, así que no he añadido nada.
key-may-be-kept = La clave { $tail } es solo de “{ $name }”. También puedo guardarla para tus otros bots.
key-same = La clave { $tail } es la que ya está guardada, así que no hay nada que cambiar.
too-many-keys = Te guardo { $most } claves, que es el máximo. No he guardado nada; borra antes una en /keys.
no-such-key = No hay ninguna clave así, o varias acaban igual. No ha cambiado nada.
key-deleted = La clave de { $provider } { $tail } está borrada aquí. En { $provider } sigue sirviendo hasta que la revoques allí.
key-in-use = La clave de { $provider } { $tail } la usa { $bots }, así que no la he borrado. Cámbiala, o dale antes otra clave a { $bots } con /edit.
key-still-kept = Sigue en /keys, donde puedes cambiarla para todos sus bots.
key-no-credit-kept = La clave { $tail } es auténtica, pero su cuenta ya no tiene saldo, así que un bot con ella no podría responder a nadie.
ask-key-provider = ¿De quién es la clave?
ask-key-kept = La guardo para todos tus bots; ninguno la recibe hasta que lo digas.
ask-key-replace =
    { $n ->
        [one] Si sirve, { $bots } la recibe en lugar de { $tail }. Si no arranca bien con ella, recupera { $tail } y te lo digo.
       *[other] Si sirve, { $n } bots la reciben en lugar de { $tail }: { $bots }. De uno en uno, cada uno cuando el anterior vuelve a responder; con el primero que no, me paro y te lo digo.
    }
ask-key-replace-unused = Ocupa el lugar de { $tail }, que no usa ningún bot.
cancelled-key = No he guardado ni cambiado ninguna clave.
leaving-key = Estás dándome una clave. ¿Lo dejamos?
key-replaced = La clave guardada de { $provider } es ahora { $tail }. Ningún bot usaba la anterior; está borrada aquí y puedes revocarla en { $provider }.
key-replacing =
    { $n ->
        [one] La clave { $tail } va ahora al bot que la usa. El mensaje siguiente muestra por dónde va; puedes irte, te escribo cuando esté.
       *[other] La clave { $tail } va ahora a { $n } bots, de uno en uno. El mensaje siguiente muestra por dónde va; puedes irte, te escribo cuando esté.
    }
key-move = La clave de { $provider } { $tail } ocupa el lugar de { $before }
key-move-back = De vuelta a la clave de { $provider } { $tail }, en lugar de { $before }
key-move-help = El siguiente espera a que el anterior vuelva a responder.
key-move-paused = Está en espera: ahora no puedes cambiar bots. Las dos claves están a salvo.
key-bot-waits = “{ $name }” espera
key-bot-asked = “{ $name }” arranca con ella
key-bot-goes-back = “{ $name }” no va bien con ella y recupera { $before }
key-bot-has-it = “{ $name }” la tiene
key-bot-when-started = “{ $name }” está parado y la toma cuando arranque
key-bot-failed = “{ $name }” no va bien con ella
key-bot-left-out = “{ $name }” queda fuera: ya no está, o tiene otra clave
key-stopped = “{ $name }” no arrancó bien con la clave de { $provider } { $tail }.
key-stopped-help = Ahí me paré. Las dos claves siguen guardadas hasta que digas qué hacer.
key-left-going-back = “{ $name }” está recuperando { $before }.
key-left-well = “{ $name }” tiene otra vez { $before } y va bien.
key-left-serves-on = “{ $name }” tiene otra vez { $before }; lo que funcionaba antes del cambio no ha parado.
key-left-untouched = No he tocado “{ $name }”; sigue con { $before }.
key-left-unwell = “{ $name }” tiene otra vez { $before }, pero aún no va bien. /status muestra cómo está.
key-have = Con { $tail }: { $bots }
key-have-not = Aún con { $before }: { $bots }
key-moved =
    { $n ->
        [0] La clave de { $provider } { $tail } está puesta; ya no la necesitaba ningún bot. { $before } está borrada aquí y puedes revocarla en { $provider }.
        [one] 1 bot tiene ya la clave de { $provider } { $tail }. { $before } está borrada aquí y puedes revocarla en { $provider }.
       *[other] { $n } bots tienen ya la clave de { $provider } { $tail }. { $before } está borrada aquí y puedes revocarla en { $provider }.
    }
key-moved-back = Tus bots han vuelto a la clave de { $provider } { $tail }. { $before } está borrada aquí.
key-left-so = Queda como está. { $before } sigue en { $bots }, como clave propia que /keys ya no muestra; la que está guardada es { $tail }.
key-goes-on = Sigue adelante. El mensaje con la lista muestra por dónde va.
key-stays-so = Queda como está.
key-move-over = Eso ya está resuelto. /keys muestra cómo quedó.
button-add-key = Añadir clave
button-all-keys = Todas las claves
button-replace-key = Cambiar
button-use-key = Usar mi clave de { $provider } { $tail }
button-key-of = Usar la clave de “{ $name }”
button-keep-for-others = Guardar esta clave para otros bots
button-key-back = Volver a { $before }
button-key-leave = Dejarlo así
act-keep-key = clave guardada: { $subject }
act-replace-key = clave cambiada: { $subject }
act-drop-key = clave borrada: { $subject }

## La página privada en la que se da una clave o un token
button-private-page = Página privada
button-open-page = Abrir la página
private-page-hint = O usa la página privada: lo que escribes allí no pasa por { $platform }.
private-page-later = Deja la clave fuera del formulario para darla en una página privada.
private-page = Aquí tienes tu página privada. { $what }.
private-page-help = Sirve una vez, durante { $lasts }, y lo que escribes allí no pasa por { $platform }. Yo sigo aquí por mi cuenta. Volver, Cancelar o un enlace más nuevo la anulan.
secret-of = { $what } para “{ $name }”
secret-of-new = { $what } para tu bot nuevo
page-title = Página privada
page-looks = Busco el enlace.
page-needs-script = Esta página necesita JavaScript para leer su enlace, y aquí está desactivado. No se ha enviado nada. Actívalo o responde en el chat.
page-no-link = Esta página se abre con su propio enlace. Vuelve al chat, pulsa Página privada y abre el enlace que recibas.
page-show = Mostrar
page-hide = Ocultar
page-send = Enviar
page-sends = Enviando.
page-where = Va por una línea cifrada a este Hatchery, se comprueba y se guarda cifrado.
page-leave-empty = Lo que dejes vacío aquí te lo pido después:
page-lost = Hatchery no respondió, así que no es seguro que haya llegado. Pulsa Enviar otra vez: se acepta una vez como mucho.
page-busy = Demasiados intentos desde tu red. No se ha aceptado nada. Espera un minuto y pulsa Enviar otra vez.
page-foreign = Esto no venía de la propia página, así que no se ha aceptado nada. Abre otra vez el enlace del chat, en un navegador aparte.
page-too-long = Es demasiado largo. No se ha aceptado nada y el enlace sigue valiendo.
page-whose = Es para un bot de { $who }. ¿No eres tú? Entonces cierra esta página: lo que escribas aquí sería suyo.
page-ends = Esta página sirve una vez y se cierra en { $left }.
page-taken = Ha llegado. Vuelve al chat, que sigue por su cuenta. Puedes cerrar esta página.
page-used = Este enlace ya se usó, así que ahora no se ha aceptado nada. Mira el chat: allí siguió.
page-replaced = Un enlace más nuevo ocupa el lugar de este, así que no se ha aceptado nada. Usa el enlace más nuevo del chat.
page-closed = Hubo demasiados intentos con este enlace, así que está cerrado y no se ha aceptado nada. Pulsa Página privada en el chat para recibir otro.
page-time-is-over = El tiempo de este enlace ha terminado, así que no se ha aceptado nada. Pulsa Página privada en el chat para recibir otro.
page-moved-on = El chat ha seguido desde que se creó este enlace, así que ya no vale y no se ha aceptado nada. Vuelve al chat para ver dónde estás.
page-unknown = Este enlace no se conoce aquí. Puede estar cortado o haber terminado hace tiempo. No se ha aceptado nada. Pulsa Página privada en el chat para recibir otro.
page-not-yours = Este enlace es de otra persona, así que no se ha aceptado nada. Para ella sigue valiendo. Si quieres un bot tuyo, escríbeme tú.
page-unproven = Lo que Telegram dice de quién abrió esta página es demasiado viejo o no es válido, así que no se ha aceptado nada. Cierra la página y ábrela de nuevo con su botón en el chat.

## Bots on Telegram that people make through us

command-rotate = dar un token nuevo a un bot de Telegram
ask-token-or-make = “{ $name }” necesita un bot de Telegram propio. Puedo crearlo por ti: confirmas en Telegram y no hay nada que copiar. Solo tú podrás escribirle.
ask-token-or-make-help =
    Si Telegram dice que el nombre está ocupado, elige otro allí. Si dice que tienes demasiados bots, borra antes uno en @BotFather.
    ¿Ya tienes un token? Mándalo aquí. { $stays }
fetching-token = { $handle } está creado. Estoy pidiendo su token a Telegram.
still-fetching-token = Todavía estoy pidiendo a Telegram el token de { $handle }.
managed-for-later = { $handle } está creado; lo uso cuando lleguemos a Telegram.
managed-after-this = Termina o cancela esto primero; { $handle } sigue siendo tuyo y te lo vuelvo a ofrecer.
managed-late = Tardó demasiado y ya no lo esperaba. { $handle } es tuyo. ¿Lo usamos?
managed-kept = { $handle } está creado y es tuyo. Nada lo usa todavía; te lo ofrezco la próxima vez que crees un bot en Telegram.
managed-unasked = { $handle } está creado y es tuyo, y yo lo administro. Nada lo usa todavía. Puedo crear un asistente que responda ahí.
managed-taken = Ese bot de Telegram ya está en uso, o ya no es tuyo.
managed-refused = Telegram no me da el token de { $handle }: ya no puedo administrar bots, o no este. No guardé nada; el bot es tuyo.
managed-refused-help = Aún puedes usarlo: @BotFather, /mybots, “API Token”, y mándame el token.
managed-unreachable = Ahora no puedo hablar con Telegram, así que aún no tengo el token de { $handle }. El bot es tuyo.
managed-rotating = Pido un token nuevo a Telegram y se lo llevo al bot. Te escribo cuando esté.
not-managed = Ya no puedo pedir a Telegram el token de ese bot. En @BotFather, /mybots, “API Token”, “Revoke”; luego me lo das con /edit.
rotate-by-hand = El token de “{ $name }” vino de @BotFather, así que solo tú puedes cambiarlo: /mybots, “API Token”, “Revoke”. Luego dame el nuevo con /edit.
rotate-no-telegram = “{ $name }” no está en Telegram, así que no tiene un token que yo pueda cambiar.
managed-lost =
    { $handle }, el bot de Telegram de “{ $name }”, es ahora de otra persona.
    No tomo su token nuevo. “{ $name }” conserva su memoria y sus otros canales.
    Dale otro bot de Telegram con /edit.
managed-gone =
    Telegram ya no me da el token de { $handle }, el bot de “{ $name }”.
    No cambié nada. Si dejó de responder ahí, su token anterior ya no vale.
    Consigue el token en @BotFather, /mybots, y dámelo con /edit.
managed-token-kept = { $handle } tiene un token nuevo. “{ $name }” está parado y lo toma cuando lo inicies.
managed-token-taken-up = { $handle } tiene un token nuevo. “{ $name }” sigue con él; no tienes que hacer nada.
child-description = { $name } es un asistente personal. Responde a su dueño y a quien su dueño dejó entrar.
child-short = { $name }, un asistente personal
child-new = olvidar lo dicho y empezar de nuevo
button-make-bot = Crea el bot por mí
button-have-token = Tengo un token
button-use-made = Usar { $handle }
