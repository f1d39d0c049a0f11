# Todas las frases que dice Hatchery, en español. Los nombres de los mensajes y sus variables son iguales en todos los idiomas.

## Inicio y ayuda

welcome = Me dedico a crear bots. Dime un nombre y un proveedor de IA, y en uno o dos minutos tendrás tu propio asistente, que funciona solo para ti.
you-have = Tienes { $live } de { $limit } bots.
no-access = A este Hatchery se entra con invitación. Si tienes un código, envíalo aquí; si no, pregunta a quien lo administra.
redeemed = Tu código es válido: te doy la bienvenida.
wrong-code = No conozco ese código. Puede que ya se haya usado o que esté mal escrito.
how = Tú eliges un nombre, qué IA usa y dónde hablas con él. Yo inicio el bot, le hago una pregunta para asegurarme de que responde y lo cuido desde entonces: si se cae, vuelve solo, y puedes ver su estado y su registro cuando quieras.
help-head = Esto es lo que entiendo:
unknown-command = No conozco ese comando.
unknown-command-near = No conozco ese comando. ¿Querías decir { $nearest }?
not-understood = No te entendí. ¿Quieres que cree un bot para ti?
only-text = Aquí solo puedo leer texto.
in-group = Las claves no van en un grupo. Sigamos en privado.
broken = Algo falló por mi parte y no se cambió nada. Inténtalo de nuevo en un momento; si sigue igual, dale este número a quien administra Hatchery: { $reference }.
step-over = Ese paso ya terminó. Ahora estás aquí:
step-over-idle = Ese paso ya terminó.
press-a-button = Pulsa uno de los botones, por favor.
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
command-cancel = dejar la pregunta actual
command-help = todos los comandos
command-start = empezar, o ver dónde estás
command-invite = generar un código de invitación
command-tier = cambiar el plan de alguien

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
pick-provider = No conozco ese proveedor. Elige uno de estos, por favor.
key-too-early = Eso parecía una clave, así que no la guardé. Te pediré una cuando haga falta.
ask-key = Envíame tu clave de { $provider }. Empieza por { $shape }.
ask-key-any-shape = Envíame tu clave de { $provider }.
ask-key-help = La compruebo con una pregunta mínima, que apenas cuesta, y la guardo cifrada. No se queda en este chat.
where-is-the-key = { $provider } da las claves en { $address }
message-deleted = Tu mensaje está borrado.
delete-it-yourself = No me permitieron borrar tu mensaje. Bórralo tú, por favor, para que nadie lea el secreto que contiene.
checking-key = Clave { $tail } recibida. La compruebo con { $provider }.
still-checking = Todavía estoy comprobando la clave que enviaste.
key-too-short = Es demasiado corto para una clave de { $provider }.
key-too-long = Es demasiado largo para una clave de { $provider }.
key-alphabet = Eso no puede ser una clave de { $provider }: una clave es una sola palabra de letras sin acento, números y guiones.
key-of-another = Eso parece una clave de { $other }, y necesito una de { $provider }.
key-is-token = Eso parece un token de bot de Telegram. Necesito una clave de { $provider }.
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
secret-in-command = Las claves no van detrás de un comando, así que no guardé nada de ella. Te la pediré yo.
ask-channels = ¿Dónde se podrá hablar con “{ $name }”? Elige un canal o varios.
pick-channels = Elige al menos uno de estos.
ask-token = “{ $name }” necesita su propio bot de Telegram. Envíame su token.
ask-token-help = Se parece a 123456789:AA… y no se queda en este chat.
where-is-the-token = Abre @BotFather en Telegram, envía /newbot, elige un nombre y copia el token que te dé.
checking-token = Token { $tail } recibido. Lo compruebo con Telegram.
still-checking-token = Todavía estoy comprobando con Telegram el token que enviaste.
token-shape = Eso no es un token de bot. Uno se parece a 123456789:AA… con unas 35 caracteres tras los dos puntos.
token-is-key = Eso parece una clave de { $other }. Necesito el token de un bot de Telegram.
token-revoked = Telegram no conoce el token { $tail }. Puede estar incompleto o revocado.
token-webhook = Otro programa ya usa { $handle } (tiene un webhook en { $host }).
token-webhook-help = Dos programas en un mismo bot se quitan los mensajes uno al otro.
token-in-use = Ese bot de Telegram ya es de un bot que funciona aquí. Cada uno necesita el suyo.
token-unreachable = No puedo contactar con Telegram ahora mismo, así que no sé si el token funciona.
review = Todo listo para crear “{ $name }”
review-blueprint = Plantilla: { $blueprint }
review-key-checked = IA: { $provider }, clave { $tail } (comprobada)
review-key-no-credit = IA: { $provider }, clave { $tail } (aún sin saldo)
review-key-unchecked = IA: { $provider }, clave { $tail } (sin comprobar)
review-echo = IA: ninguna, repite lo que oye
talks-on-web = Habla en: una página web
talks-on-telegram = Habla en: Telegram como { $handle }
talks-on-both = Habla en: una página web, Telegram como { $handle }
review-local = Funciona en: esta máquina, con { $memory } MB como máximo
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
your-tier = Tu plan: { $tier }.
will-remind = Te avisaré cuando se libere la próxima.
quota-free = Ya puedes crear un bot otra vez.

## Trabajo con un bot

progress-deploy = Creando “{ $name }” · { $elapsed }
progress-restart = Reiniciando “{ $name }” · { $elapsed }
progress-stop = Deteniendo “{ $name }” · { $elapsed }
progress-resume = Iniciando “{ $name }” · { $elapsed }
progress-update = Cambiando “{ $name }” · { $elapsed }
progress-delete = Eliminando “{ $name }” · { $elapsed }
stage-place = lugar preparado
stage-start = iniciado con sus claves
stage-answer = primera respuesta
stage-stop = detenido
stage-remove = eliminado
you-can-leave = Puedes irte; te escribiré cuando termine.
alive = “{ $name }” está vivo. Respondió a su primera pregunta después de { $took }.
alive-but = “{ $name }” está en marcha, pero aún no puede responder. { $what }
open-web = Habla con él aquí: { $address }
talk-on-telegram = Habla con él en Telegram: { $handle }
claim-telegram = Para hacerlo tuyo en Telegram, abre esto una vez: { $address }
done-restart = “{ $name }” está de vuelta. Respondió después de { $took }.
done-resume = “{ $name }” está otra vez en marcha. Respondió después de { $took }.
done-update = “{ $name }” ya tiene el cambio y respondió después de { $took }.
done-stop = “{ $name }” está detenido. Conserva su lugar, su memoria y sus claves.
done-delete = “{ $name }” ya no existe.
deleted = “{ $name }” quedó eliminado para siempre, con su memoria, sus ajustes y sus claves.
did-not-hatch = “{ $name }” no llegó a crearse. { $why }
all-removed = Eliminé todo lo que había preparado.
all-removed-free = Eliminé todo lo que había preparado, y este intento no cuenta.
hatch-cancelled = “{ $name }” no se creará. Eliminé todo lo que había preparado.
not-done-deploy = No se pudo crear “{ $name }”.
not-done-restart = No se pudo reiniciar “{ $name }”.
not-done-stop = No se pudo detener “{ $name }”.
not-done-resume = No se pudo iniciar “{ $name }”.
not-done-update = “{ $name }” ya tiene el cambio, pero no responde.
not-done-delete = Todavía no se pudo eliminar “{ $name }”.
not-done-help = Su lugar, su memoria y sus claves están a salvo.
why-cancelled = Lo cancelaste.
why-keeps-ending = Se cerró solo en cuanto se inició, varias veces.
why-no-answer = Se inició, pero no respondió a tiempo.
why-key-refused = { $provider } no acepta su clave.
why-token-refused = Telegram no acepta su token.
why-machine = Esta máquina no pudo ejecutarlo; quien la administra encontrará el motivo en el registro.
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
state-stopped = { $name }  ○ detenido desde hace { $since }
state-failed = { $name }  ▲ con fallo desde hace { $since }
state-gone = { $name }  eliminado
card-local = { $blueprint } en esta máquina
card-ai = IA: { $provider }, clave { $tail }
card-echo = IA: ninguna, repite lo que oye
card-model = Modelo: { $model }
card-guests = Invitados: { $guests }
card-problem = Último problema, hace { $ago }: { $what }
log-tail = Las últimas líneas de “{ $name }”:
log-whole = El registro de “{ $name }”.
log-empty = “{ $name }” todavía no ha escrito nada.
ask-edit = ¿Qué quieres cambiar de “{ $name }”?
nothing-to-edit = No hay nada que cambiar en “{ $name }”: no usa clave ni token.
ask-model = ¿Qué modelo va a usar “{ $name }”? Ahora es { $model }. Elige uno o envía su id.
model-shape = El id de un modelo es una sola palabra, por ejemplo gpt-6-luna.
ask-guests = ¿Quién más puede hablar con “{ $name }” en Telegram? Envía sus números, separados por espacios.
ask-guests-help = Cada persona averigua su número escribiendo a @userinfobot. Lo que envíes reemplaza la lista.
guests-shape = Los invitados son números de Telegram como 123456789, 20 como máximo.
confirm-delete = ¿Eliminar “{ $name }” para siempre? Su memoria, sus ajustes y sus claves también se pierden. Escribe su nombre para confirmar.
name-differs = Eso no es “{ $name }”, así que no se eliminó nada.

## Problemas

trouble = “{ $name }”: { $what }
recovered = “{ $name }” vuelve a responder.
problem-exited = Se cerró solo (código de salida { $code }). Lo inicié de nuevo.
problem-killed = Lo cerraron desde fuera, seguramente por falta de memoria. Lo inicié de nuevo.
problem-signal = Se cerró con la señal { $signal }. Lo inicié de nuevo.
problem-gave-up = Se cierra cada vez que se inicia, así que dejé de intentarlo.
problem-not-started = No se pudo volver a iniciar; quien administra Hatchery encontrará el motivo en el registro.
problem-silent = Está en marcha, pero no responde.
problem-key-refused = { $provider } no acepta su clave, así que no puede responder a nadie.
problem-no-credit = Su cuenta en { $provider } ya no tiene saldo, así que no puede responder a nadie.
problem-token-revoked = Telegram ya no acepta su token.
problem-token-taken = Otro programa se queda con sus mensajes en Telegram.
expired = Guardé tu bot a medio crear durante un día y ya lo deseché, clave incluida. No se creó nada.

## Idiomas y administración

language-chosen = ¿En qué idioma quieres que hable?
language-from-platform = ¿En qué idioma quieres que hable? Ahora uso el de tu aplicación.
language-set = A partir de ahora hablo español.
invited = Este código deja entrar a una persona: { $code }
tier-usage = Escríbelo así: /tier telegram:42 premium. Los planes son free y premium.
tier-set = { $account } tiene ahora el plan { $tier }.
no-such-account = No conozco esa cuenta; primero tiene que escribirme.

## Cómo llama la línea de entrada a la respuesta

prompt-name = nombre
prompt-provider = proveedor
prompt-key = clave
prompt-channels = canales
prompt-token = token
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
button-web-picked = ✓ Página web
button-telegram = Telegram
button-telegram-picked = ✓ Telegram
button-done = Listo
button-another-token = Usar otro token
button-take-over = Tomar el control
button-skip-telegram = Omitir Telegram
button-change = Cambiar algo
button-change-name = Nombre
button-change-provider = Proveedor de IA
button-change-key = Clave
button-change-model = Modelo
button-change-channels = Canales
button-change-token = Token de Telegram
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
