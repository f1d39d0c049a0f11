# Every sentence Hatchery says, in Russian. It says "ты" to everybody.

## Start and help

welcome = Я вывожу ботов. Назови имя и провайдера ИИ, и через минуту-другую у тебя будет свой помощник, который работает только для тебя.
you-have = Ботов у тебя: { $live } из { $limit }.
no-access = Сюда пускают по приглашению. Если у тебя есть код, пришли его сюда; если нет, попроси того, кто ведёт эту Hatchery.
redeemed = Код верный: добро пожаловать.
wrong-code = Я не знаю такого кода. Возможно, он уже использован или в нём опечатка.
how = Ты выбираешь имя, чей ИИ использовать и где с ботом разговаривать. Я запускаю бота, задаю ему вопрос, чтобы убедиться, что он отвечает, и дальше присматриваю за ним: если он упадёт, он поднимется сам, а его состояние и журнал видны в любое время. Можно попросить и одной фразой, по-английски или по-испански: deploy a Claude bot called nest on Telegram.
help-head = Вот что я понимаю:
help-more = Есть и ещё; /help all рассказывает, что для чего: { $commands }
unknown-command = Я не знаю такой команды.
unknown-command-near = Я не знаю такой команды. Может быть, { $nearest }?
not-understood = Я этого не понял. Вывести для тебя бота?
topic-of = Это тема бота «{ $name }»: команды вроде /logs или /restart здесь относятся к нему. Чтобы поговорить с ним, напиши самому боту.
looking-up = Минуту, смотрю …
asked-elsewhere = Мой вопрос ещё ждёт ответа в другом месте этого чата, поэтому я не принял это за ответ.
told-in-topic = Занимаюсь. Что получится, будет в теме «{ $name }».
only-text = Здесь я умею читать только текст.
in-group = Ключам не место в группе. Давай сделаем это наедине.
broken = У меня что-то пошло не так, и ничего не изменилось. Попробуй ещё раз чуть позже; если повторится, сообщи оператору этот номер: { $reference }.
step-over = Этот шаг уже позади. Вот где ты сейчас:
step-over-idle = Этот шаг уже позади.
after-this = Сначала закончи или отмени это; кнопка останется в силе.
press-a-button = Пожалуйста, нажми одну из кнопок.
leaving-console-of-railway = Твои боты продолжают работать на Railway. Запусти меня снова, чтобы управлять ими. Пока.
leaving-console = Твои боты останавливаются вместе с Hatchery и вместе с ней запустятся снова. Пока.
console-how-to-leave = Чтобы выйти, нажми Ctrl-D.
console-trouble = У меня что-то пошло не так, и ничего не изменилось. Почему, сказано в журнале: hatchery.log в DATA_DIR.
plain = { $text }
joined = { $first }{ $second }

## Commands, as a menu lists them

command-deploy = вывести нового бота
command-status = как дела у твоих ботов
command-logs = последние строки журнала бота
command-restart = перезапустить бота
command-stop = остановить бота
command-resume = запустить остановленного бота
command-edit = сменить ключ, модель, токен или гостей бота
command-delete = удалить бота навсегда
command-quota = сколько использовано и сколько осталось
command-language = сменить язык
command-timezone = указать свой часовой пояс
command-link = быть одним человеком здесь и на другой платформе
command-unlink = снова отделить эту учётную запись
command-cancel = выйти из текущего вопроса
command-help = все команды
command-start = начать или показать, где ты сейчас
command-config = посмотреть и изменить настройки бота
command-diagnose = осмотреть бота
command-history = что было с твоими ботами и кто это сделал
command-notifications = о чём я пишу тебе сам
command-export = всё, что я о тебе знаю, файлом
command-forget = удалить учётную запись, ботов и ключи
command-user = найти человека и решить, что ему можно
command-invite = создать код приглашения
command-tier = назначить человеку тариф
command-fleet = все боты всех людей
command-strays = что осталось на Railway без бота
command-broadcast = написать многим
command-maintenance = попросить новых ботов подождать
command-spend = предел расходов на Railway за месяц
command-alerts = за чем я слежу и кому сообщаю
command-admin = у кого какая роль

## Hatching: the questions

ask-blueprint = Какого бота вывести?
ask-name = Как его назвать?
ask-name-help = От 3 до 32 букв или цифр.
name-taken = У тебя уже есть бот «{ $name }».
name-too-short = Для имени это слишком коротко.
name-too-long = Для имени это слишком длинно.
name-one-line = Имя – это одна строка простого текста.
name-character = В имени не может быть «{ $odd }». Годятся буквы, цифры, пробелы, «-» и «_».
name-no-letter = В имени нужна хотя бы одна буква или цифра.
ask-provider = Чей ИИ будет у «{ $name }»? Ключ приносишь ты, и счёт за размышления приходит на твою учётную запись там.
ask-provider-unnamed = Чей ИИ будет у твоего бота? Ключ приносишь ты, и счёт за размышления приходит на твою учётную запись там.
pick-provider = Я не знаю такого провайдера. Выбери одного из этих.
key-too-early = Похоже, это был ключ, и я его не сохранил. Я попрошу его, когда он понадобится.
ask-key = Пришли мне свой ключ { $provider }. Он начинается с { $shape }.
ask-key-any-shape = Пришли мне свой ключ { $provider }.
ask-key-help = Я проверю его одним крошечным вопросом, который почти ничего не стоит, и запру в зашифрованном виде. В этом чате он не останется.
ask-key-at-terminal = Я проверю его одним крошечным вопросом, который почти ничего не стоит, и запру в зашифрованном виде. Пока ты его вводишь, его не видно.
ask-key-by-form = Ключ { $provider } вводят в форму за кнопкой, а не в сообщение. Я проверю его одним крошечным вопросом, который почти ничего не стоит, и запру в зашифрованном виде.
where-is-the-key = { $provider } выдаёт ключи здесь: { $address }
message-deleted = Твоё сообщение удалено.
delete-it-yourself = Мне не позволили удалить твоё сообщение. Пожалуйста, удали его, чтобы никто не прочёл секрет.
checking-key = Ключ { $tail } получен. Проверяю его у { $provider }.
still-checking = Я ещё проверяю присланный ключ.
key-too-short = Для ключа { $provider } это слишком коротко.
key-too-long = Для ключа { $provider } это слишком длинно.
key-alphabet = Это не может быть ключом { $provider }: ключ – это одно слово из простых латинских букв, цифр и дефисов.
key-of-another = Это похоже на ключ { $other }, а нужен ключ { $provider }.
key-is-token = Это похоже на токен бота { $platform }. Нужен ключ { $provider }.
key-is-admin = Это административный ключ { $provider }, с ним нельзя разговаривать. Нужен обычный.
key-is-subscription = Это относится к подписке на чат, которую { $provider } не разрешает использовать в программах. Нужен ключ API.
key-refused = { $provider } не принимает ключ { $tail }. Возможно, он обрезан, отозван или от другого провайдера.
key-account-disabled = { $provider } закрыл учётную запись ключа { $tail }.
key-wrong-kind = Ключ { $tail } настоящий, но такого вида, которому { $provider } не даёт разговаривать.
key-no-credit = Ключ { $tail } настоящий, но на его счёте не осталось средств, и «{ $name }» никому не смог бы ответить.
key-no-credit-help = Можно продолжить и пополнить счёт позже.
key-not-permitted = Ключ { $tail } настоящий, но { $provider } не разрешает ему эту модель.
key-model-unavailable = Ключ { $tail } настоящий, но { $provider } не предлагает ему обычную модель. Позже можно выбрать другую.
key-rate-limited = { $provider } занят и просит подождать, так что я пока не знаю, работает ли ключ.
key-region = { $provider } не отвечает на вызовы оттуда, где я работаю, так что я не знаю, работает ли ключ.
key-unreachable = Сейчас не могу связаться с { $provider }, так что я не знаю, работает ли ключ.
nothing-stored = Ничего не сохранено.
secret-unasked = Похоже, это был ключ, а я его не просил, поэтому ничего из него не сохранил. Если его могли прочесть другие, отзови его.
secret-in-command = Ключам не место после команды, поэтому я ничего из него не сохранил. Я сам попрошу его.
ask-channels = Где люди будут разговаривать с «{ $name }»? Выбери одно или несколько мест.
ask-channels-unnamed = Где люди будут разговаривать с твоим ботом? Выбери одно или несколько мест.
pick-channels = Выбери хотя бы одно из этих.
ask-token = «{ $name }» нужен свой бот в Telegram. Пришли мне его токен.
not-in-the-chat = В этом чате он не останется.
not-shown = Пока ты его вводишь, его не видно.
by-form = Его вводят в форму за кнопкой, а не в сообщение.
ask-token-help = Он выглядит так: 123456789:AA… { $stays }
where-is-the-token = Открой @BotFather в Telegram, отправь /newbot, выбери имя и скопируй токен, который он даст.
ask-discord-token = «{ $name }» нужен свой бот в Discord. Пришли мне его токен.
ask-discord-token-help = В нём три части, разделённые точками. { $stays }
ask-slack-bot-token = «{ $name }» нужно своё приложение в Slack. Пришли мне его токен бота.
ask-slack-bot-token-help = Он начинается с xoxb-. { $stays }
ask-slack-app-token = Теперь токен приложения для «{ $name }», по которому он слушает.
ask-slack-app-token-help = Он начинается с xapp-. { $stays }
where-is-the-discord-token = Открой discord.com/developers/applications, создай приложение, открой «Bot» и нажми «Reset Token».
where-is-the-slack-bot-token = Открой api.slack.com/apps, создай приложение с правами бота app_mentions:read, chat:write и im:history, установи его и скопируй «Bot User OAuth Token».
where-is-the-slack-app-token = На странице приложения включи «Socket Mode», затем в «Basic Information» создай токен приложения с правом connections:write.
checking-token = Токен { $tail } получен. Проверяю его у { $platform }.
still-checking-token = Я ещё спрашиваю { $platform } о присланном токене.
token-shape = Это не токен бота. Токен выглядит так: 123456789:AA… и ещё около 35 знаков после двоеточия.
token-shape-discord = Это не токен бота Discord. В токене три части, разделённые точками, всего около 70 знаков.
token-shape-slack-bot = Это не целый токен бота Slack. Такой начинается с xoxb-.
token-shape-slack-app = Это не целый токен приложения Slack. Такой начинается с xapp-.
token-is-key = Это похоже на ключ { $other }. Нужен токен бота на { $platform }.
token-of-another = Это похоже на токен { $other }. Нужен токен { $platform }.
token-is-slack-bot = Это токен бота. Нужен токен приложения, он начинается с xapp-.
token-is-slack-app = Это токен приложения. Нужен токен бота, он начинается с xoxb-.
token-is-discord-secret = Это секрет клиента или открытый ключ. Нужен токен со страницы «Bot».
token-is-slack-secret = Это секрет со страницы приложения, а не его токен.
token-revoked = { $platform } не знает токена { $tail }. Возможно, он обрезан или отозван.
token-webhook = { $handle } уже работает в другой программе (у неё вебхук на { $host }).
token-webhook-help = Две программы с одним ботом отбирают друг у друга сообщения.
token-cannot-read = Discord не даёт { $handle } читать сообщения, где он не упомянут.
token-cannot-read-help = Включить это? Без этого бот отвечает наедине и когда его упоминают.
token-cannot-switch = Discord не дал мне включить чтение сообщений для { $handle }.
token-cannot-switch-help = Это можно включить и вручную: портал разработчика, «Bot», «Message Content Intent».
token-lacks = Slack дал боту не все нужные права: { $scopes }. Добавь их приложению, установи его заново и пришли мне новый токен.
token-no-socket-mode = Приложение не слушает: Socket Mode выключен. Включи его на странице приложения и попробуй снова.
token-expires = Этот токен проживёт лишь несколько часов, потому что приложение меняет токены. Выключи смену на странице приложения и пришли токен, который появится тогда.
token-not-a-bot = Этот токен говорит от имени человека, а не бота. Нужен токен бота, он начинается с xoxb-.
token-closed = Рабочее пространство не пускает это приложение. Его администраторы могут разрешить; потом попробуй снова.
token-in-use = Этот бот { $platform } уже принадлежит боту, который работает здесь. Каждому нужен свой.
token-unreachable = Сейчас не могу связаться с { $platform }, так что я не знаю, работает ли токен.
ask-owner = Кто ты на { $platform }? Там «{ $name }» разговаривает только с тобой. Пришли мне свой { $platform ->
        [Slack] member ID
        [Discord] ID пользователя
       *[other] номер
    }.
ask-owner-telegram = @userinfobot в Telegram сообщает его каждому, кто ему пишет.
ask-owner-discord = В Discord: настройки, «Расширенные», включи «Режим разработчика»; затем правый щелчок по своему имени, «Копировать ID пользователя».
ask-owner-slack = В Slack: твой профиль, три точки, «Copy member ID». Он начинается с U.
owner-shape-telegram = Номер в Telegram состоит только из цифр, например 123456789.
owner-shape-discord = ID пользователя в Discord – это 15–20 цифр и больше ничего.
owner-shape-slack = Member ID в Slack начинается с U или W, в нём около 11 заглавных латинских букв и цифр.
too-big = { $blueprint } требует { $needs } МБ памяти, а план { $plan } на Railway даёт боту { $gives } МБ. Сменить план может только оператор.
review = Всё готово, чтобы вывести «{ $name }»
review-blueprint = Шаблон: { $blueprint }
review-key-checked = ИИ: { $provider }, ключ { $tail } (проверен)
review-key-no-credit = ИИ: { $provider }, ключ { $tail } (на счёте пока пусто)
review-key-unchecked = ИИ: { $provider }, ключ { $tail } (не проверен)
review-echo = ИИ: нет, он повторяет то, что слышит
talks-on = Разговаривает: { $places }
and = { $first }, { $second }
place-web = веб-страница
place-as = { $platform } как { $handle }
review-local = Работает: на этой машине, в пределах { $memory } МБ
review-railway = Работает: на Railway, до { $memory } МБ, около ${ $dollars } в месяц
review-railway-only = Работает: на Railway, до { $memory } МБ
review-after =
    После этого ботов у тебя будет { $live } из { $limit }, и на этот час { $left ->
        [one] останется { $left } запуск
        [few] останется { $left } запуска
        [many] останется { $left } запусков
       *[other] останется { $left } запуска
    }.
ask-change = Что изменить?
leaving-hatch = Мы как раз выводим «{ $name }».
leaving-new-hatch = Мы как раз выводим бота.
leaving-edit = Мы как раз меняем бота.
leaving-delete = Мы как раз удаляем бота.
cancelled-hatch = Отменено. Ничего не создано, а присланное забыто.
cancelled-edit = Ничего не изменено.
change-noted = Записано. Подействует, когда бот запустится.
cancelled-delete = Ничего не удалено.
nothing-to-cancel = Отменять нечего.
cancel-which-hatch = «{ $name }» сейчас выводится. Остановить это и всё убрать?

## Limits

banned = Тебе здесь больше нельзя выводить и менять ботов. Тех, что есть, можно остановить и удалить; если это ошибка, спроси того, кто ведёт эту Hatchery.
banned-because = Тебе здесь больше нельзя выводить и менять ботов: { $reason }. Тех, что есть, можно остановить и удалить.
maintenance = { $notice ->
    [empty] Новые боты пока ждут: на этой Hatchery идут работы. Твои работают дальше, а уже данные ответы хранятся сутки.
   *[other] { $notice }
    Твои боты работают дальше, а уже данные ответы хранятся сутки.
}
spend-reached = Новые боты ждут до следующего месяца: деньги на ботов в этом месяце закончились. Твои работают дальше.
limit-reached = Ботов у тебя { $live } из { $limit }, больше нельзя. Удали одного, чтобы освободить место.
hour-used =
    { $limit ->
        [one] Твой { $limit } запуск
        [few] Твои { $limit } запуска
        [many] Твои { $limit } запусков
       *[other] Твои { $limit } запуска
    } на этот час уже использованы. Следующий будет свободен через { $free_in }.
day-used =
    { $limit ->
        [one] Твой { $limit } запуск
        [few] Твои { $limit } запуска
        [many] Твои { $limit } запусков
       *[other] Твои { $limit } запуска
    } на сегодня уже использованы. Следующий будет свободен через { $free_in }.
left-this-hour =
    { $left ->
        [one] { $left } запуск остался
        [few] { $left } запуска осталось
        [many] { $left } запусков осталось
       *[other] { $left } запуска осталось
    } на этот час.
left-today =
    { $left ->
        [one] { $left } запуск остался
        [few] { $left } запуска осталось
        [many] { $left } запусков осталось
       *[other] { $left } запуска осталось
    } на сегодня.
left-this-hour-resets =
    { $left ->
        [one] { $left } запуск остался
        [few] { $left } запуска осталось
        [many] { $left } запусков осталось
       *[other] { $left } запуска осталось
    } на этот час, ещё один через { $resets }.
left-today-resets =
    { $left ->
        [one] { $left } запуск остался
        [few] { $left } запуска осталось
        [many] { $left } запусков осталось
       *[other] { $left } запуска осталось
    } на сегодня, ещё один через { $resets }.
your-tier = Твой тариф: { $tier }.
will-remind = Я скажу, когда освободится следующий.
quota-free = Снова можно вывести бота.

## Work on a bot

progress-deploy = Вывожу «{ $name }» · { $elapsed }
progress-restart = Перезапускаю «{ $name }» · { $elapsed }
progress-stop = Останавливаю «{ $name }» · { $elapsed }
progress-resume = Запускаю «{ $name }» · { $elapsed }
progress-update = Меняю «{ $name }» · { $elapsed }
progress-delete = Удаляю «{ $name }» · { $elapsed }
stage-place = место готово
stage-check = ключи проверены
stage-variables = ключи переданы
stage-start = запущен со своими ключами
stage-source = запущен
stage-restart = перезапущен
stage-answer = первый ответ
stage-stop = остановлен
stage-remove = убран
you-can-leave = Можно уйти; я напишу, когда будет готово.
wait-queue = На Railway пока нет места; «{ $name }» стоит в очереди и продолжит сам.
wait-place = На Railway создаётся или убирается другой твой бот; «{ $name }» ждёт этого.
wait-approval = Railway хочет, чтобы это одобрили в его панели; это может сделать оператор.
wait-outage = Сейчас не могу связаться с Railway; «{ $name }» продолжит сам, когда получится.
wait-incident = Railway сообщает о сбое («{ $said }»). «{ $name }» продолжит сам.
wait-budget = Railway какое-то время не принимает от меня запросов; «{ $name }» продолжит сам.
wait-unknown = Railway говорит «{ $word }», а я этого не знаю; слежу дальше.
stretch-accepted = Railway принял заказ.
stretch-building = Railway собирает его.
stretch-fetching = Railway загружает его образ и запускает его.
stretch-health-check = Он запустился; Railway ждёт проверки здоровья.
stretch-starting = Он работает; я жду его первого слова.
alive = «{ $name }» ожил. На первый вопрос он ответил через { $took }.
alive-listens = «{ $name }» ожил. Через { $took } он сообщил мне, что слушает на всех каналах.
alive-started = «{ $name }» запустился через { $took } и прошёл проверку здоровья.
alive-started-help = У него нет открытого адреса, поэтому сам задать ему вопрос я не мог. Напиши ему и увидишь.
alive-but = «{ $name }» работает, но пока не может ответить. { $what }
open-web = Поговорить с ним здесь: { $address }
open-control-page = Его страница управления: { $address }
talk-on = Поговорить с ним на { $platform }: { $handle }
invite-to-server = Добавить его на свой сервер: { $address }
claim-telegram = Чтобы он стал твоим в Telegram, открой это один раз: { $address }
done-restart = «{ $name }» снова здесь. Он ответил через { $took }.
done-resume = «{ $name }» снова работает. Он ответил через { $took }.
done-update = «{ $name }» изменён и ответил через { $took }.
done-listens = «{ $name }» снова здесь. Через { $took } он сообщил мне, что слушает на всех каналах.
done-started = «{ $name }» снова здесь. Он запустился через { $took } и прошёл проверку здоровья.
done-stop = «{ $name }» остановлен. Его место, память и ключи сохраняются.
done-delete = «{ $name }» удалён.
deleted = «{ $name }» удалён навсегда вместе с памятью, настройками и ключами.
deleted-but-stays = «{ $name }» больше не в числе твоих ботов. Кто-то переименовал его сервис на Railway, поэтому я его там не тронул; возможно, он ещё работает. Убрать его может оператор.
disk-is-kept = Railway это подтвердил. Диск он хранит 48 часов, а потом стирает.
not-removed-yet = «{ $name }» остановлен, но Railway пока не даёт мне его убрать. Я пробую дальше и скажу, когда его действительно не будет. Среди твоих ботов он больше не считается.
not-stopped-yet = Railway пока не даёт мне остановить «{ $name }», так что он, возможно, ещё работает. Я пробую дальше и скажу, когда получится.
did-not-hatch = «{ $name }» не вывелся. { $why }
all-removed = Всё, что я создал, снова убрано.
all-removed-free = Всё, что я создал, снова убрано, и эта попытка не считается.
hatch-cancelled = «{ $name }» не выведется. Всё, что я создал, снова убрано.
not-done-deploy = Не удалось вывести «{ $name }».
not-done-restart = Не удалось перезапустить «{ $name }».
not-done-stop = Не удалось остановить «{ $name }».
not-done-resume = Не удалось запустить «{ $name }».
not-done-update = Изменение «{ $name }» не заработало.
not-done-delete = Пока не удалось удалить «{ $name }».
not-done-help = Его место, память и ключи в сохранности.
serves-on = Прежняя версия работает дальше, со своей памятью и ключами.
left-started = Он был запущен, и я продолжаю следить за ним.
left-as-it-was = Я оставил всё как было.
former-back = У него снова { $tails }, как и раньше.
former-brought = Он получает обратно { $tails }, как было раньше; я скажу, когда он снова заработает.
why-cancelled = Это отменено тобой.
why-keeps-ending = Он несколько раз завершался сам, едва запустившись.
why-no-answer = Он запустился, но не ответил вовремя.
why-key-refused = { $provider } не принимает его ключ.
why-token-refused = { $platform } не принимает его токен.
why-some-token-refused = Один из его каналов не принимает его токен.
why-token-taken = Его сообщения на { $platform } забирает другая программа.
why-ended = Он завершился сам, без ошибки.
why-image = Railway не смог загрузить его образ ({ $image }). Этим должен заняться оператор.
why-build = Railway не смог его собрать: { $said }
why-health = Он запустился, но не прошёл вовремя проверку здоровья.
why-not-approved = Railway ждал одобрения, и никто его не дал.
why-refused = Railway отказал: { $said }
why-refused-plain = Railway отказал и не сказал почему.
why-deployment-failed = Railway сообщает, что развёртывание не удалось, но не почему.
why-skipped = Railway пропустил развёртывание.
why-not-understood = Railway изменился и больше меня не понимает. Этим должен заняться оператор.
why-renamed = Кто-то переименовал его сервис на Railway, поэтому я его не трогаю.
why-no-access = Railway не разрешает мне этого. Оператор должен проверить мой доступ.
why-away = Целые сутки я не мог связаться с Railway.
why-removed-there = Кто-то убрал его на Railway.
why-incomplete = Он поднялся, но работает не всё; что именно, сказано в его журнале.
why-machine = Мне не удалось заставить его работать; причину оператор найдёт в журнале.
why-blueprint-gone = Его шаблона здесь больше нет.
busy-deploy = Он выводится.
busy-restart = Он перезапускается.
busy-stop = Он останавливается.
busy-resume = Он запускается.
busy-update = Он меняется.
busy-delete = Он удаляется.
pointless = Так уже и есть.
bot-gone = Этого бота больше нет.

## Bots that exist

no-bots = У тебя пока нет бота.
which-bot = Какой бот?
no-such-bot = Бота с таким именем у тебя нет. Может быть, один из этих?
state-busy = { $name }  ◐ { $doing }
state-deploying = { $name }  ◐ выводится уже { $since }
state-running = { $name }  ● работает { $since }
state-unknown = { $name }  ? неизвестно уже { $since }, прежде работал
target-away = Не могу связаться с Railway. С самим ботом всё может быть в порядке.
state-stopped = { $name }  ○ остановлен { $since }
state-failed = { $name }  ▲ не удалось, { $since } назад
state-gone = { $name }  удалён
card-local = { $blueprint } на этой машине
card-railway = { $blueprint } на Railway
card-cost = Расходы в этом месяце: ${ $dollars }
card-ai = ИИ: { $provider }, ключ { $tail }
card-echo = ИИ: нет, он повторяет то, что слышит
card-model = Модель: { $model }
card-guests = Гости: { $guests }
card-problem = Последняя неполадка, { $ago } назад: { $what }
log-tail = Последние строки «{ $name }»:
log-whole = Журнал «{ $name }».
log-empty = «{ $name }» пока ничего не написал.
log-away = Сейчас не могу получить журнал «{ $name }» от Railway.
let-in-done = Твой браузер ({ $from }) теперь может пользоваться страницей «{ $name }». Она откроется сама.
let-in-nobody = Ни один браузер не просится к «{ $name }». Сначала открой страницу управления, затем нажми снова.
let-in-several = { $n ->
    [one] Просится сразу { $n } браузер
    [few] Просятся сразу { $n } браузера
    [many] Просятся сразу { $n } браузеров
   *[other] Просятся сразу { $n } браузера
}, и я не знаю, какой из них твой. Закрой все, кроме одного, немного подожди и нажми снова.
let-in-unknown = «{ $name }» не сказал, впустил ли он твой браузер. Посмотри на страницу управления; если она всё ещё ждёт, нажми снова.
let-in-not-yet = «{ $name }» сейчас не отвечает, поэтому никто не впущен.
ask-edit = Что изменить у «{ $name }»?
nothing-to-edit = У «{ $name }» нечего менять: ему не нужны ни ключ, ни токен.
ask-model = Какая модель нужна «{ $name }»? Сейчас { $model }. Выбери или пришли её идентификатор.
model-shape = Идентификатор модели – одно слово, например gpt-6-luna.
ask-guests = Кому ещё можно разговаривать с «{ $name }» в Telegram? Пришли их номера через пробел.
ask-guests-help = Свой номер узнают, написав @userinfobot. Присланное заменит прежний список.
guests-shape = Гости – это номера Telegram вроде 123456789, не больше 20.
confirm-delete = Удалить «{ $name }» навсегда? Его память, настройки и ключи тоже исчезнут. Напиши его имя, чтобы подтвердить.
name-differs = Это не «{ $name }», поэтому ничего не удалено.
confirm-forget = { $bots ->
    [0] Забыть тебя навсегда? Всё, что я о тебе знаю, исчезнет. Напиши forget, чтобы подтвердить.
    [one] Забыть тебя навсегда? Исчезнет { $bots } твой бот с ключами и памятью и всё, что я о тебе знаю. Напиши forget, чтобы подтвердить.
    [few] Забыть тебя навсегда? Исчезнут { $bots } твоих бота с ключами и памятью и всё, что я о тебе знаю. Напиши forget, чтобы подтвердить.
    [many] Забыть тебя навсегда? Исчезнут { $bots } твоих ботов с ключами и памятью и всё, что я о тебе знаю. Напиши forget, чтобы подтвердить.
   *[other] Забыть тебя навсегда? Исчезнут { $bots } твоих бота с ключами и памятью и всё, что я о тебе знаю. Напиши forget, чтобы подтвердить.
}
cancelled-forget = Ничего не удалено.
word-differs = Для подтверждения нужно точно «{ $word }».
leaving-confirm = Мы остановились на вопросе. Выйти из него?

## Trouble

trouble = «{ $name }»: { $what }
recovered = «{ $name }» снова отвечает.
recovered-started = «{ $name }» снова работает.
problem-exited = Он завершился сам (код выхода { $code }). Я запустил его снова.
problem-killed = Его завершили извне, скорее всего потому, что не хватило памяти. Я запустил его снова.
problem-signal = Он завершился по сигналу { $signal }. Я запустил его снова.
problem-gave-up = Он завершается, едва запустившись, поэтому я перестал пробовать.
problem-not-started = Его не удалось запустить снова; причину оператор найдёт в журнале.
problem-silent = Он работает, но не отвечает.
problem-key-refused = { $provider } не принимает его ключ, поэтому он никому не может ответить.
problem-no-credit = На его счёте у { $provider } не осталось средств, поэтому он никому не может ответить.
problem-token-revoked = { $platform } больше не принимает его токен.
problem-some-token-revoked = Один из его каналов больше не принимает его токен.
problem-token-taken = Его сообщения на { $platform } забирает другая программа.
problem-some-token-taken = На одном из каналов его сообщения забирает другая программа.
problem-crashed = Он завершался снова и снова, и Railway перестал его запускать.
problem-ended = Он завершился сам, без ошибки, и таким остаётся.
problem-asleep = Railway усыпил его. Первое сообщение разбудит его через мгновение.
problem-update-failed = Новая версия не поднялась. Прежняя работает дальше.
problem-redeploying = Railway сам разворачивает его заново и ещё не запустил.
problem-stopped-there = Кто-то остановил его на Railway.
problem-removed-there = Кто-то убрал его на Railway. Удали его здесь, чтобы освободить место.
expired = Я сутки хранил твоего недоделанного бота и теперь выбросил его вместе с ключом. Ничего не создано.

## Languages, admins

language-chosen = На каком языке мне говорить?
language-from-platform = На каком языке мне говорить? Сейчас я следую твоему приложению.
language-set = Теперь я говорю по-русски.
zone-now = Время показываю по часовому поясу: { $zone }. Там сейчас { $clock }.
zone-help = Выбери место, где часы идут как у тебя, или напиши другое: /timezone Lisbon, /timezone Europe/Lisbon или /timezone UTC+3.
zone-set = Готово. Теперь показываю время по часовому поясу: { $zone }. Там сейчас { $clock }. Больше ничего не меняется.
zone-unknown = Места «{ $text }» я не знаю, поэтому всё осталось как было. Подойдёт и большой город поблизости с тем же временем, по-английски.
button-zone = { $zone } · { $clock }
button-timezone = Часовой пояс
invited = { $uses ->
    [one] Этот код впустит { $uses } человека, до { $until }: { $code }
    [few] Этот код впустит { $uses } человек, до { $until }: { $code }
    [many] Этот код впустит { $uses } человек, до { $until }: { $code }
   *[other] Этот код впустит { $uses } человека, до { $until }: { $code }
}
tier-usage = Пиши так: /tier telegram:42 premium или /tier telegram:42 premium 30d. Тарифы: free и premium.
tier-set = { $account }: теперь { $tier }.
no-such-account = Я не знаю этой учётной записи; сначала человек должен мне написать.
strays-found =
    На Railway { $n ->
        [one] { $n } вещь с моей меткой
        [few] { $n } вещи с моей меткой
        [many] { $n } вещей с моей меткой
       *[other] { $n } вещи с моей меткой
    } и без бота здесь; это может стоить денег. /strays покажет, что это.
no-strays = На Railway ничего не осталось без бота, и ни одно удаление не застряло.
strays-head =
    { $n ->
        [one] { $n } вещь
        [few] { $n } вещи
        [many] { $n } вещей
       *[other] { $n } вещи
    } на Railway с моей меткой и без бота здесь. Без твоего слова я ничего не убираю.
stray-service = { $name }, сервис, найден { $ago } назад
stray-project = { $name }, пустой проект, найден { $ago } назад
slow-removal = «{ $name }» ({ $owner }): Railway отказался убрать его уже { $tries ->
    [one] { $tries } раз
    [few] { $tries } раза
    [many] { $tries } раз
   *[other] { $tries } раза
}, и так уже { $since }. Я пробую дальше.
stray-removed = Убрано.
stray-gone = Этого уже нет.
stray-is-somebodys = Оказалось, это всё же чьё-то, поэтому я его не тронул.
stray-refused = Railway сейчас не даёт мне это убрать. Оно остаётся в списке.

## What a prompt calls the answer

prompt-name = имя
prompt-word = слово
prompt-provider = провайдер
prompt-key = ключ
prompt-channels = каналы
prompt-token = токен
prompt-owner = твой номер
prompt-choose = выбери
prompt-model = модель
prompt-guests = гости
prompt-code = код

## Buttons

button-hatch = Вывести бота
button-hatch-again = Всё-таки вывести
button-hatch-it = Вывести
button-start-again = Начать заново
button-how = Как это работает
button-help = Справка
button-my-bots = Мои боты
button-show-my-bots = Показать моих ботов
button-remind = Напомни мне
button-continue = Продолжить
button-continue-here = Продолжить здесь
button-leave = Выйти
button-back = Назад
button-cancel = Отмена
button-cancel-hatch = Отменить запуск
button-echo = Просто попробовать, без ключа
button-where = Где его взять?
button-keep-key = Оставить { $tail }
button-another-key = Другой ключ
button-try-again = Ещё раз
button-go-on-anyway = Всё равно продолжить
button-unchecked = Продолжить без проверки
button-web = Веб-страница
picked = ✓ { $what }
button-done = Готово
button-another-token = Другой токен
button-take-over = Забрать себе
button-skip = Без { $platform }
button-switch-on = Включить
button-go-on-without = Продолжить без этого
button-invite = Добавить на сервер
button-let-in = Впустить мой браузер
button-remove = Убрать { $what }
button-change = Что-то изменить
button-change-name = Имя
button-change-provider = Провайдер ИИ
button-change-key = Ключ
button-change-model = Модель
button-change-channels = Каналы
button-change-token = Токен { $platform }
button-change-slack-bot = Токен бота Slack
button-change-slack-app = Токен приложения Slack
button-guests = Гости
button-no-guests = Без гостей
button-open-chat = Открыть чат
button-open-private = Открыть личный чат
button-refresh = Обновить
button-status = Состояние
button-logs = Журнал
button-whole-log = Весь журнал
button-restart = Перезапустить
button-resume = Запустить
button-stop = Остановить
button-edit = Изменить
button-delete = Удалить
button-keep = Оставить

## Lengths of time

span-seconds = { $n } с
span-minutes = { $n } мин
span-hours = { $n } ч
span-days =
    { $n ->
        [one] { $n } день
        [few] { $n } дня
        [many] { $n } дней
       *[other] { $n } дня
    }

## Forms, on platforms that have them
button-answer = Ответить
button-name-and-key = Имя и ключ
button-give-key = Ввести ключ
button-write-name = Написать его имя
button-give-token = Ввести токен
form-title = Hatchery
field-name = Имя
field-key = Ключ { $provider }
field-token = Токен бота { $platform }
field-slack-bot = Токен бота Slack (xoxb-)
field-slack-app = Токен приложения Slack (xapp-)
field-owner = Твой номер на { $platform }
field-guests = Кому можно с ним разговаривать
field-model = Модель
field-confirm = Его имя, чтобы подтвердить
field-words = Твой ответ
field-channels = Каналы

## Accounts that are linked
account-called = { $called } на { $platform }
account-numbered = номер { $number } на { $platform }
account-at-terminal = учётная запись в терминале
link-code = В течение 10 минут пришли мне это на другой своей платформе:
  /link { $code }
link-code-help = Не давай его никому. Прежде чем что-то станет общим, я спрошу тебя и здесь, и там.
link-ask = Считать { $other } и эту учётную запись одним человеком?
link-ask-help = У них будут общими все боты, пять мест, запуски, язык и часовой пояс. Соглашайся, только если та учётная запись твоя.
link-waits = Записано. Теперь согласись и как { $other }: я спросил там.
linked = Готово: { $other } и эта учётная запись для меня теперь один человек.
link-refused = { $other } и эта учётная запись остаются порознь. Ничего не стало общим.
link-over = Эта связка больше не действует. Отправь /link, чтобы получить новый код.
link-wrong-code = Этот код не годится: он использован, старше 10 минут или с этой же платформы. Отправь /link на другой, чтобы получить новый код.
link-clash = Одна из двух уже связана с учётной записью на той же платформе. Сначала отправь там /unlink.
unlink-ask = Снова отделить эту учётную запись? Каждый бот останется у той, которая его вывела.
unlinked = Эта учётная запись снова сама по себе, с ботами, которых она вывела.
unlinked-from = { $other } теперь снова отдельно. Боты, выведенные там, ушли вместе с ней.
unlink-has-bots = Эту учётную запись впустили только вместе с другой, и у неё есть свои боты. Сначала удали их или попроси для неё отдельное приглашение; затем отправь /unlink.
not-linked = Эта учётная запись ни с какой другой не связана. Отправь /link, чтобы получить код.
button-link = Да, связать
button-no-link = Нет
button-unlink = Отделить

## Discord
not-yours = Это чужая кнопка. Начни своего бота командой /deploy.
secret-in-dm = Это похоже на ключ. Здесь я не могу удалить написанное тобой, а Discord его хранит: пожалуйста, сразу отзови этот ключ и создай новый.
secret-by-button = Ключу не место в чате. Дай мне его через кнопку: тогда он нигде не записан.
word-wish = имя, ИИ и каналы, если уже решено: nest anthropic telegram
word-bot = какой из твоих ботов
word-language = en, es, pt-BR, ru, zh-Hans или ar
word-place = место, например Madrid, или UTC+3
word-code = код с другой твоей платформы
word-invitation = твой код приглашения
word-account = учётная запись, например discord:42
word-tier = free или premium
word-more = что сделать; /help { $verb } говорит, как это пишется

# People, as admins have to do with them
bar-leaving = Ты просишь меня забыть тебя, и я этим занят. Напиши снова, когда придёт квитанция.
usage-user =
    Пиши так:
    /user find ada
    /user show telegram:42
    /user tier telegram:42 premium 30d
    /user quota telegram:42 hour=5,day=20,live=3 30d (или off)
    /user ban telegram:42 причина
    /user unban telegram:42
usage-invite =
    Пиши так:
    /invite (один человек, семь дней)
    /invite 20 30d (двадцать человек, тридцать дней)
    /invite list
    /invite revoke ab2c (конец кода)
usage-admin =
    /admin grant telegram:42 support (или operator, owner)
    /admin revoke telegram:42
    /admin list
    /admin log
usage-maintenance =
    /maintenance on "Новые боты ждут до шести: переезжает база."
    /maintenance on en "…" ru "…"
    /maintenance off
usage-spend = /spend 50 заставляет новых ботов ждать, когда боты обошлись за месяц в $50, /spend off снимает предел.
needs-role = Это для роли «{ $role }». Её может дать владелец этой Hatchery.
role-support = поддержка
role-operator = оператор
role-owner = владелец
invite-revoked = Этот код больше никого не впустит. Кто вошёл по нему раньше, остаётся.
no-such-invite = Нет открытого кода с таким концом. Их показывает /invite list.
no-invites = Открытых кодов нет. Код создаёт /invite.
invites-head = Коды, которые ещё впускают людей:
invite-line = { $tail }  осталось { $left } из { $uses }, закончится через { $ends }, создал { $by }
invites-help = /invite revoke и конец кода отменяют его.
tier-set-until = { $account }: { $tier } до { $until }.
quota-of-tier = { $account }: снова пределы своего тарифа.
quota-set = { $account }: теперь свои пределы: { $limits }.
quota-set-until = { $account }: свои пределы до { $until }: { $limits }.
limits-line = запуски: { $hour } в час, { $day } в день; боты: { $live }
ban-done = { $account } больше не может ничего выводить и менять, только останавливать и удалять. Боты работают дальше; их показывает /fleet { $account }.
unban-done = { $account } снова здесь, со всем, что было.
ban-is-admin = Этот человек помогает вести Hatchery, поэтому я не закрыл ему вход. Сначала сними с него роль: /admin revoke.
role-granted = { $account }: теперь роль «{ $role }»; человеку сообщено.
role-revoked = { $account }: роли больше нет; человеку сообщено.
role-by-settings = Этот человек назван в настройке ADMINS, поэтому снять роль я не могу. Измени настройку и запусти меня заново.
has-no-role = Роли у этого человека нет. У кого она есть, показывает /admin list.
role-line-by-settings = { $account }  владелец, по настройкам
role-line = { $account }  { $role }: { $who }, назначил { $by }
no-roles = Роли пока ни у кого нет.
your-role = Теперь ты помогаешь вести эту Hatchery: { $role }. Что тебе можно, перечисляет /help.
your-role-over = У тебя больше нет роли в этой Hatchery. Твои боты остаются твоими.
nobody-found = Никого по имени «{ $text }» здесь нет, и бота тоже.
found-line =
    { $account }  { $who }, { $bots ->
        [0] без ботов
        [one] { $bots } бот
        [few] { $bots } бота
        [many] { $bots } ботов
       *[other] { $bots } бота
    }
card-who = { $who }, { $account }, здесь уже { $since }
card-linked = Связано с { $others }
card-banned = Вход закрыт
card-banned-because = Вход закрыт: { $reason }
card-role = Роль: { $role }
card-let-in = Может выводить ботов
card-not-let-in = Не был впущен
card-tier = Тариф: { $tier }
card-tier-until = Тариф: { $tier } до { $until }
card-limits = Пределы: { $limits }
card-limits-until = Пределы до { $until }: { $limits }
card-used = Использовано: запусков за этот час { $hour }, за сутки { $day }; ботов { $live }
card-bot = «{ $name }» { $status }
card-unreachable = Написать нельзя: я заблокирован, или человека там больше нет
nothing-happened = Больше рассказать нечего.
history-head = Что было, сначала новое:
log-head = Что сделано для других, сначала новое:
act-line = { $ago } назад  { $what }, { $by }
act-change = : { $before } → { $after }
act-after = : { $after }
act-before = : было { $before }
act-failed = {" "}(не получилось)
act-under-way = {" "}(идёт)
by-itself = само собой
act-deploy = вывод «{ $subject }»
act-cancel-hatch = отмена вывода «{ $subject }»
act-restart = перезапуск «{ $subject }»
act-stop = остановка «{ $subject }»
act-resume = запуск «{ $subject }»
act-edit = изменение «{ $subject }»
act-config = настройка «{ $subject }»
act-delete = удаление «{ $subject }»
act-trouble = неполадка у «{ $subject }»
act-recovered = «{ $subject }» снова в порядке
act-invite = создан код { $subject }
act-revoke-invite = отменён код { $subject }
act-redeem = вход по коду { $subject }
act-tier = тариф: { $subject }
act-quota = пределы: { $subject }
act-ban = закрыт вход: { $subject }
act-unban = снова впущен { $subject }
act-grant = дана роль: { $subject }
act-revoke = снята роль: { $subject }
act-link = связано с { $subject }
act-unlink = отделено: { $subject }
act-forget = просьба забыть: { $subject }
act-maintenance = работы: { $subject }
act-spend = предел расходов за месяц
maintenance-on =
    С этого момента новые боты ждут; запущенные работают дальше. { $under_way ->
        [0] Сейчас никто не выводится.
        [one] Сейчас выводится { $under_way } бот, его доведут до конца.
        [few] Сейчас выводятся { $under_way } бота, их доведут до конца.
        [many] Сейчас выводятся { $under_way } ботов, их доведут до конца.
       *[other] Сейчас выводятся { $under_way } бота, их доведут до конца.
    }
maintenance-off = Новым ботам снова рады.
maintenance-is-on =
    { $notice ->
        [empty] Новые боты сейчас ждут.
       *[other] Новые боты сейчас ждут, и людям говорят: { $notice }
    }
maintenance-is-off = Новые боты не ждут.
spend-over = В этом месяце боты обошлись в ${ $spent }, а предел ${ $limit }: новые боты ждут до следующего месяца или пока ты его не поднимешь.
spend-under = В этом месяце боты обошлись в ${ $spent } из ${ $limit }. Когда это закончится, новые боты будут ждать.
spend-no-limit = Предела расходов на ботов за месяц нет.
spend-reached-note = Боты обошлись в этом месяце во столько, сколько можно, поэтому новые ждут. Запущенные работают дальше. /spend показывает предел и поднимает его.
standing-changed = Администратор изменил то, что тебе здесь можно.
export-here = Всё, что я о тебе знаю, без ключей и токенов: от них в файле только концы.
forgetting =
    Я забываю тебя. { $bots ->
        [0] Всё, что я о тебе знаю, исчезает сейчас,
        [one] Сначала удаляется { $bots } твой бот, потом всё, что я о тебе знаю,
        [few] Сначала удаляются { $bots } твоих бота, потом всё, что я о тебе знаю,
        [many] Сначала удаляются { $bots } твоих ботов, потом всё, что я о тебе знаю,
       *[other] Сначала удаляются { $bots } твоих бота, потом всё, что я о тебе знаю,
    }
    и я напишу ещё один раз, когда закончу. Квитанция { $receipt }.
forget-has-role = Ты помогаешь вести эту Hatchery, поэтому твои действия остаются в записях, и я ничего не забыл. Попроси владельца сначала снять с тебя роль; затем снова отправь /forget.
forgotten = Квитанция { $receipt }: твои боты, их ключи и всё, что я о тебе знал, удалены. Если напишешь снова, мы познакомимся впервые.
forgotten-counted = Ещё сутки я храню под номером, сколько ботов у тебя вывелось, чтобы пределы действовали.
forgotten-shut-out = То, что вход тебе закрыт, я храню под твоим номером.
nearly-used = { $percent ->
    [100] Это всё, что тебе сейчас можно (100 %).
   *[other] Использовано { $percent } % того, что тебе можно.
}
tier-until = Твой тариф: { $tier }, до { $until }.
own-limits-until = Твои особые пределы действуют до { $until }.
button-show = Показать { $who }
button-premium = Сделать premium
button-free = Сделать free
button-ban = Закрыть вход
button-unban = Снова впустить
button-older = Раньше
## The config of a bot

worded = { $words }
config-head = Конфигурация «{ $name }», версия { $revision }.
config-line = { $title } ({ $word }): { $value }
config-usual = как обычно, { $value }
config-nothing = не задано
config-secrets = Не входит сюда и хранится отдельно: { $tails }
config-commands = Вручную: /config { $name } set …, patch …, history или rollback ….
config-unreadable = Конфигурацию «{ $name }» (версия { $revision }) нельзя прочесть: она повреждена или от другой версии Hatchery. Бота я оставляю как есть. Чтобы исправить, вернись к версии, которую можно прочесть.
cannot-read-config = Его конфигурацию нельзя прочесть, поэтому я не могу его запустить и оставил как было. Исправит возврат к версии, которую можно прочесть: их показывает /config.
config-usage = Так: /config nest показывает настройки «nest». /config nest set persona = A gruff pirate. меняет одну, а если за знаком = пусто, она снова как обычно. /config nest patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"} меняет несколько (JSON merge patch); @7 перед ним значит: только поверх версии 7. /config nest history, /config nest rollback 3.
yes = да
no = нет
config-ask = { $title }: каким это должно быть у «{ $name }»?
config-ask-model = Пришли идентификатор модели, как его пишет её провайдер.
config-shape-text = До { $most } знаков: буквы, цифры и обычная пунктуация.
config-shape-number = Число от { $from } до { $to }.
config-now = Сейчас: { $now }
button-config-usual = Как обычно
prompt-value = значение
config-history-head = Как складывалась конфигурация «{ $name }». Сейчас действует версия { $revision }.
config-revision = { $revision } · { $how }, { $who }, { $ago } назад: { $document }
config-revision-unreadable = нельзя прочесть
how-hatch = с ней выведен
how-before = как было до начала истории
how-set = задано
how-patch = изменено патчем
how-rollback = возвращено
how-edit = изменено
how-bulk = изменено патчем вместе с другими
button-config = Настройки
button-config-history = История
button-rollback = Назад к { $revision }
config-changed = У «{ $name }» теперь версия { $revision } конфигурации, он сразу её принимает.
config-changed-later = У «{ $name }» теперь версия { $revision } конфигурации. Она подействует, когда бот запустится.
config-same = «{ $name }» уже такой (версия { $revision }), поэтому ничего не изменено.
config-stale = Ничего не изменено: { $who } успел раньше, { $ago } назад. Сейчас версия { $revision }; посмотри её и повтори, если всё ещё нужно.
config-stale-plain = Ничего не изменено: кто-то успел раньше. Сейчас версия { $revision }; посмотри её и повтори, если всё ещё нужно.
config-refused = Ничего не изменено. { $why }
config-no-revision = Ничего не изменено: версии { $wanted } нет или уже нет. Какие есть, показывает история.
config-old-unreadable = Ничего не изменено: версию { $wanted } тоже нельзя прочесть. Вернись к другой.
fault-not-json = Это не JSON. Патч выглядит так: {"{"}"options": {"{"}"memory": 5{"}"}{"}"}.
fault-not-an-object = Патч – это объект JSON, в фигурных скобках.
fault-too-long = В патче не больше 8000 байт.
fault-unknown-setting = Ничто здесь не называется «{ $word }».
fault-unknown-option = У такого бота нет параметра «{ $word }».
fault-no-model = У него нет модели, которую можно выбрать.
fault-no-guests = Он не впускает никого, кроме владельца.
value-not-text = «{ $option }» – это строка простого текста.
value-empty = «{ $option }» пуст. Убирает его null.
value-too-long = В «{ $option }» помещается знаков: { $most }.
value-control = В «{ $option }» есть знак, которого никто не видит.
value-character = В «{ $option }» не может быть { $odd }: там буквы, цифры и обычная пунктуация, без кавычек, фигурных скобок и $.
value-secret = Данное для «{ $option }» похоже на ключ. Ключи никогда не входят в конфигурацию; их принимает /edit. Если он настоящий, считай, что его знают другие.
value-not-one-of = «{ $option }» – одно из: { $choices }.
value-not-between = «{ $option }» – целое число от { $from } до { $to }.
value-not-yes-no = «{ $option }» – это yes или no (в патче true или false).
bulk-usage = Так: /config all patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}. Между all и patch могут стоять вид бота (hatchling), состояние (running), учётная запись (telegram:42) и drift, то есть последнее обновление не удалось. Сначала я только скажу, что изменилось бы.
bulk-word = Я не знаю «{ $word }»: понятны вид бота, состояние, учётная запись или drift. Ничего не изменено.
bulk-would = Пробный прогон, ничего ещё не изменено. Из тех, о ком речь ({ $which }), этот патч { $n ->
    [one] получил бы { $n } бот
    [few] получили бы { $n } бота
    [many] получили бы { $n } ботов
   *[other] получили бы { $n } бота
}:
bulk-would-all = Пробный прогон, ничего ещё не изменено. Из всех, что есть, этот патч { $n ->
    [one] получил бы { $n } бот
    [few] получили бы { $n } бота
    [many] получили бы { $n } ботов
   *[other] получили бы { $n } бота
}:
bulk-same = { $n ->
    [one] { $n } уже такой.
    [few] { $n } уже такие.
    [many] { $n } уже такие.
   *[other] { $n } уже такие.
}
bulk-beyond = { $n ->
    [one] Изменился бы ещё { $n } бот
    [few] Изменились бы ещё { $n } бота
    [many] Изменились бы ещё { $n } ботов
   *[other] Изменились бы ещё { $n } бота
}: за раз берётся { $most }, для следующих повтори то же самое.
bulk-confirm = Напиши { $word }, чтобы изменить их, всех или никого. Они примут это один за другим.
bulk-none = { $same ->
    [0] Делать нечего: ни один бот не подходит.
    [one] Делать нечего: { $same } подходящий бот уже такой.
    [few] Делать нечего: все { $same } подходящих бота уже такие.
    [many] Делать нечего: все { $same } подходящих ботов уже такие.
   *[other] Делать нечего: все { $same } подходящих бота уже такие.
}
bulk-refused = Ничего не изменено, даже там, где можно было бы. { $n ->
    [one] { $n } бот этого не принимает
    [few] { $n } бота этого не принимают
    [many] { $n } ботов этого не принимают
   *[other] { $n } бота этого не принимают
}{ $would ->
    [0] :
   *[other] , а приняли бы { $would }:
}
bulk-refusal = · { $bot }: { $why }
bulk-unreadable = Его конфигурацию нельзя прочесть.
bulk-more = … и ещё { $n }.
bulk-mend = Исправь их (возврат делает нечитаемую снова читаемой) или назови меньше ботов.
bulk-done = { $n ->
    [one] У { $n } бота патч теперь в конфигурации, и бот приводится к ней.
    [few] У { $n } ботов патч теперь в конфигурации, и они приводятся к ней один за другим.
    [many] У { $n } ботов патч теперь в конфигурации, и они приводятся к ней один за другим.
   *[other] У { $n } бота патч теперь в конфигурации, и они приводятся к ней один за другим.
}
bulk-later = { $n ->
    [one] { $n } из них не работает или занят; он примет
    [few] { $n } из них не работают или заняты; они примут
    [many] { $n } из них не работают или заняты; они примут
   *[other] { $n } из них не работают или заняты; они примут
} это при следующем запуске.
bulk-stale = Ничего не изменено: бот { $bot } был изменён или удалён после пробного прогона. Повтори, чтобы получить новый.
leaving-bulk = Ещё шаг, и патч получат многие боты. Пока ничего не изменено. Выйти?
why-unreadable = Его конфигурацию нельзя прочесть. Исправит возврат к версии, которую можно прочесть: /config.
problem-unreadable = Его не удалось запустить, потому что его конфигурацию нельзя прочесть. Исправит возврат к версии, которую можно прочесть: /config.

## All bots at once
fleet-head =
    { $bots ->
        [one] { $bots } бот у всех людей
        [few] { $bots } бота у всех людей
        [many] { $bots } ботов у всех людей
       *[other] { $bots } бота у всех людей
    }
fleet-empty = Ни одного бота пока нет.
fleet-state = { $n } { $state }
fleet-pending = ◐ ждут
fleet-deploying = ◐ выводятся
fleet-running = ● работают
fleet-stopped = ○ остановлены
fleet-failed = ▲ не удались
fleet-adrift =
    { $n ->
        [one] { $n } отстал: не то, что вывели бы сегодня
        [few] { $n } отстали: не то, что вывели бы сегодня
        [many] { $n } отстали: не то, что вывели бы сегодня
       *[other] { $n } отстали: не то, что вывели бы сегодня
    }
fleet-troubled =
    { $n ->
        [one] { $n } с неполадкой
        [few] { $n } с неполадками
        [many] { $n } с неполадками
       *[other] { $n } с неполадками
    }
fleet-cost = Расходы в этом месяце: ${ $dollars }
fleet-oldest = Самому старому { $age }.
fleet-version-now = { $blueprint } { $version }, как здесь сейчас: { $n }
fleet-version-other = { $blueprint } { $version }, другая версия: { $n }
fleet-version-unknown = { $blueprint }, версия не записана: { $n }
fleet-page = { $from }–{ $to } из { $all } ({ $words })
fleet-none = Таких ботов нет: { $words }.
fleet-act-on = Чтобы действовать над всеми этими: /fleet restart { $words } – или stop, resume, update.
fleet-line = { $state } · { $owner } · { $blueprint } { $version } · возраст { $age }
fleet-line-cost = { $line } · ${ $dollars }
fleet-version-short = { $version }
fleet-version-short-adrift = { $version } (отстал)
fleet-version-short-unknown = (версия не записана)
fleet-owner = Владелец: { $owner }
fleet-owner-called = Владелец: «{ $called }», { $owner }
fleet-card-now = Версия { $version }, как здесь сейчас
fleet-card-adrift = Версия { $version }: не то, что вывели бы сегодня. Обновление приведёт его к этому.
fleet-card-unknown = С какой версией его вывели, не записано. Обновление даст ему сегодняшнюю.
fleet-card-age = Создан { $age } назад
fleet-card-id = Идентификатор { $id }
fleet-gone = Этого бота больше нет.
fleet-unknown = Я не знаю такого бота или слова: { $words }. Ничего не сделано.
fleet-contradiction = «{ $word }» не сочетается со словами перед ним. Ничего не сделано.
fleet-usage = Слова, которыми описывают ботов: running, stopped, failed, drift, trouble, шаблон, local или railway, older 30d, over 5 (долларов в этом месяце), владелец вроде telegram:42. По одному: идентификаторы или telegram:42/nest. Все: all.
fleet-deed-usage = Скажи, которых, например: /fleet { $deed } failed
fleet-nobody = Таких ботов нет, так что делать нечего.
fleet-operators-only = Смотреть здесь можно всё. Действуют над ботами операторы.
fleet-busy = Ничего не сделано. { $doing }
fleet-is-stopped = Он остановлен, поэтому ничего не сделано. Сначала запусти его.
deed-restart =
    { $n ->
        [one] Перезапустить { $n } бота
        [few] Перезапустить { $n } ботов
        [many] Перезапустить { $n } ботов
       *[other] Перезапустить { $n } бота
    }
deed-stop =
    { $n ->
        [one] Остановить { $n } бота
        [few] Остановить { $n } ботов
        [many] Остановить { $n } ботов
       *[other] Остановить { $n } бота
    }
deed-resume =
    { $n ->
        [one] Запустить { $n } бота
        [few] Запустить { $n } ботов
        [many] Запустить { $n } ботов
       *[other] Запустить { $n } бота
    }
deed-update =
    { $n ->
        [one] Обновить { $n } бота
        [few] Обновить { $n } ботов
        [many] Обновить { $n } ботов
       *[other] Обновить { $n } бота
    }
fleet-preview = { $deed }: { $names }
fleet-preview-more = { $deed }: { $names } и ещё { $more }
fleet-pace =
    { $first ->
        [one] Сначала пойдёт { $first }. Когда с ним всё хорошо,
        [few] Сначала пойдут { $first }. Когда с ними всё хорошо,
        [many] Сначала пойдут { $first }. Когда с ними всё хорошо,
       *[other] Сначала пойдут { $first }. Когда с ними всё хорошо,
    } остальные идут не больше чем по { $wave } за раз. Работа остановится сама, когда число неудач дойдёт до { $failures }; сделанное остаётся сделанным.
fleet-pace-usage = Как продолжать, говорят так, числами от 1 до 200: /fleet update drift first 2 wave 20 failures 5. Ничего не сделано.
fleet-confirm = Люди не смогут с ними разговаривать, пока их снова не запустят. Напиши { $word }, чтобы подтвердить.
fleet-count-differs = Это не «{ $word }», поэтому ничего не сделано.
fleet-not-begun = Ни с одним ботом ничего не сделано.
fleet-job-head = { $deed } · { $state }
job-draft = ждёт твоего «да»
job-running = → идёт
job-paused = ‖ на паузе
job-stopped = ▲ остановилось само
job-cancelled = ○ отменено
job-done = ✓ готово через { $took }
fleet-tally = готово { $done }, не удалось { $failed }, пропущено { $skipped }, в работе { $asked }, впереди { $waiting }
fleet-stopped-at-canary =
    Первый не удался, поэтому других я не трогал. { $waiting ->
        [one] { $waiting } бот остался как был.
        [few] { $waiting } бота остались как были.
        [many] { $waiting } ботов остались как были.
       *[other] { $waiting } бота остались как были.
    } Посмотри, что не удалось, затем продолжи или отмени.
fleet-stopped-at-failures =
    { $failed ->
        [one] { $failed } не удался
        [few] { $failed } не удались
        [many] { $failed } не удались
       *[other] { $failed } не удались
    }, поэтому дальше я не трогал. { $waiting ->
        [one] { $waiting } бот остался как был.
        [few] { $waiting } бота остались как были.
        [many] { $waiting } ботов остались как были.
       *[other] { $waiting } бота остались как были.
    } Посмотри, что не удалось, затем продолжи или отмени.
fleet-job-id = Работа { $id }
fleet-target-failed = ✗ не удалось: { $name } ({ $owner }). { $why }
fleet-target-skipped = · пропущен: { $name } ({ $owner }). { $why }
fleet-more = … и ещё { $n }
skipped-busy = Шло что-то другое.
skipped-pointless = Так уже и было.
skipped-stopped = Он остановлен.
skipped-gone = Его больше нет.
skipped-cancelled = Это отменили раньше.
fleet-job-file = Что стало с каждым ботом, по одному в строке.
fleet-jobs = Последние работы, сначала новые:
fleet-no-jobs = Работ ещё не было. Начать можно так: /fleet restart failed.
fleet-no-job = Я не знаю такой работы.
fleet-job-over = С ней сейчас этого сделать нельзя. Вот как она стоит:
fleet-job-button = { $deed }, { $ago } назад
button-fleet = Все боты
button-fleet-all = Показать всех
button-jobs = Работы
button-job = Показать работу
button-job-file = По каждому боту
button-strays = Бесхозное
button-pause = Пауза
button-go-on = Продолжить
button-cancel-job = Отменить
button-update = Обновить
button-earlier = Раньше
button-later = Позже
by-operator-stopped = «{ $name }» остановил тот, кто ведёт эту Hatchery. Память и ключи в сохранности. Когда это было, говорит /history.
by-operator-resumed = «{ $name }» запустил тот, кто ведёт эту Hatchery, и он работает.
by-operator-updated = «{ $name }» обновил тот, кто ведёт эту Hatchery. Память и ключи прежние.
by-operator-down = Тот, кто ведёт эту Hatchery, работал над «{ $name }», и бот больше не поднялся. Память и ключи в сохранности; попробуй перезапустить его.
confirm-strays =
    { $n ->
        [one] Убрать на Railway навсегда, со всем содержимым: { $names }?
        [few] Убрать на Railway навсегда { $n } вещи, со всем содержимым: { $names }?
        [many] Убрать на Railway навсегда { $n } вещей, со всем содержимым: { $names }?
       *[other] Убрать на Railway навсегда { $n } вещи, со всем содержимым: { $names }?
    } Напиши { $word }, чтобы подтвердить.
cancelled-strays = Ничего не убрано.
stray-ends = Убрано { $removed }, не тронуто { $kept }. Что осталось, показывает /strays.
act-upgrade = обновление «{ $subject }»
act-fleet = работа над многими ботами { $subject }
act-remove-stray = убрано на Railway: { $subject }
button-remove-all = Убрать все { $n }

## What was found out about a bot
diagnosis-under-way = Осматриваю «{ $name }»: процесс, каналы, журнал, ключ, токены и конфигурацию. Это займёт до минуты; результат я напишу сюда.
diagnosis-before = Я уже осматриваю «{ $name }»; результат придёт сам.
diagnosis-good = «{ $name }» ✓ всё хорошо
diagnosis-bad = «{ $name }» ✗ что-то не так
diagnosis-unknown = «{ $name }» ? видно было не всё
diagnosis-at = Осмотрено { $ago } назад
finding-line = { $check }: { $standing } – { $saw }
standing-good = ✓ хорошо
standing-bad = ✗ плохо
standing-unknown = ? неизвестно
check-process = Процесс
check-channels = Каналы
check-errors = Последние ошибки
check-key = Ключ
check-token = Токен { $token }
check-config = Конфигурация
saw-runs =
    работает { $since } как процесс { $pid }, { $restarts ->
        [0] без перезапусков
        [one] сам перезапустился { $restarts } раз
        [few] сам перезапустился { $restarts } раза
        [many] сам перезапустился { $restarts } раз
       *[other] сам перезапустился { $restarts } раза
    }
saw-runs-memory =
    работает { $since } как процесс { $pid }, занимает { $memory } МБ, { $restarts ->
        [0] без перезапусков
        [one] сам перезапустился { $restarts } раз
        [few] сам перезапустился { $restarts } раза
        [many] сам перезапустился { $restarts } раз
       *[other] сам перезапустился { $restarts } раза
    }
saw-starts-again = он завершился сам и запускается снова (попытка { $n })
saw-gave-up = он завершался при каждом запуске, поэтому я перестал пробовать
saw-not-running = он не работает
saw-stopped = он остановлен, как ему и сказали
saw-deployed = работает развёртывание, созданное { $since } назад; память там сейчас не измерить
saw-deployed-memory = работает развёртывание, созданное { $since } назад, занимает { $memory } МБ
saw-deployment-is = Railway говорит о его развёртывании: { $word }
saw-on-its-way = Railway этим занят: { $word }
saw-no-deployment = ничего от него не развёрнуто
saw-listens = все каналы слушают
saw-log-says-ready = его журнал говорит, что он готов; спросить его самого нельзя
saw-not-ready = слушают ещё не все каналы
saw-silent = он не отвечает
saw-no-errors = в его журнале их нет
saw-errors = { $lines }
saw-past-errors = с тех пор как он готов, их нет; до этого: { $lines }
saw-key-ok = провайдер его принимает
saw-key-no-credit = он настоящий, но на счёте не осталось средств
saw-key-bad = провайдер его не принимает
saw-key-disabled = его учётная запись у провайдера отключена
saw-key-wrong-kind = он такого вида, что разговаривать с ним нельзя
saw-key-not-permitted = эта модель ему не разрешена
saw-key-model = у провайдера нет этой модели
saw-key-busy = провайдер слишком занят, чтобы сказать
saw-key-region = провайдер отсюда не отвечает
saw-key-unreachable = с провайдером не связаться
saw-needs-no-key = он ему не нужен
saw-key-missing = его нет
saw-token-ok = принят, как { $handle }
saw-token-ok-nameless = принят
saw-token-mentions-only = принят; он читает личные сообщения и упоминания
saw-token-webhook = его сообщения забирает другая программа на { $host }
saw-token-lacks = ему не хватает { $scopes }
saw-token-no-socket-mode = Socket Mode выключен
saw-token-expires = он из тех, что живут несколько часов
saw-token-not-a-bot = он не от бота
saw-token-closed = рабочее пространство не пускает приложение
saw-token-revoked = не принят (больше)
saw-token-unreachable = с его платформой не связаться
saw-token-missing = его нет
saw-fits = соответствует своему шаблону, как он здесь сейчас
saw-adrift = годится, но выведен с другой версией шаблона
saw-unfit = { $what }
saw-away = место, где он живёт, сейчас не спросить
saw-took-too-long = выяснять пришлось бы слишком долго
saw-broke = мне не удалось выяснить; причину оператор найдёт в журнале
misfit-blueprint = его шаблона здесь больше нет
misfit-target = его шаблон не может там жить
misfit-provider = его шаблон не знает этого провайдера
misfit-channel = его шаблон не знает { $platform }
misfit-model = его шаблон не знает этой модели
misfit-config = его настройки не подходят к шаблону; их показывает /config
misfit-unreadable = его конфигурацию нельзя прочесть; исправит возврат к версии, которую можно прочесть: /config
misfit-value = в нём есть значение, которое нельзя передать
misfit-sealed = сохранённое для него не открыть нынешним ключом
next-nothing = Делать ничего не нужно.
next-later = Ничего плохого не известно. Посмотри снова через несколько минут.
next-resume = Запусти его, когда с ним снова нужно будет говорить.
next-restart = Дальше: перезапусти его. Если не поможет, больше скажет журнал.
next-logs = Дальше: прочти его журнал.
next-key = Дальше: дай ему другой ключ кнопкой «Изменить».
next-token = Дальше: дай ему другой токен кнопкой «Изменить».
next-edit = Дальше: исправь это кнопкой «Изменить».
next-update = Обновление приведёт его в порядок.
next-operator = Дальше: этим должен заняться тот, кто ведёт эту Hatchery.
diagnoses-head = Что я для тебя выяснил, сначала новое:
diagnoses-none = Я ещё ни одного бота для тебя не осматривал. Отправь /diagnose и его имя.
diagnosis-gone = Такого результата для тебя я не храню.
diagnosis-line = «{ $name }», { $ago } назад
button-diagnose = Осмотреть
button-diagnose-bot = Осмотреть «{ $name }»
button-look-again = Осмотреть снова
button-diagnoses = Прежние результаты
## News to many: the questions

ask-news = Что написать людям?
ask-news-help = **жирный**, _курсив_, `код` и [слова](https://…) выглядят так, как говорят. Ты увидишь текст раньше всех.
ask-news-in = Что написать тем, чей язык { $language }?
news-empty = Там пока ничего нет. Напиши текст, который люди прочтут.
news-too-long = Знаков { $length }, а помещается { $longest }. Ничего не изменено; сделай короче.
secret-in-news = Это похоже на ключ или токен, поэтому я этого не взял. Напиши текст без него.
news-menu = Выше то, что увидят люди. Что-нибудь ещё?
news-for-all = Всем, кто хочет новостей
news-on = , на { $platform }
news-of-tier = , тариф { $tier }
news-speaking = , язык { $language }
news-live = , с живым ботом
news-seen = { $days ->
    [one] , появлялись за последний { $days } день
    [few] , появлялись за последние { $days } дня
    [many] , появлялись за последние { $days } дней
   *[other] , появлялись за последние { $days } дня
}
news-now = Уйдёт, как только ты подтвердишь.
news-at = Уйдёт { $at }.
ask-picture = Где картинка? Пришли её адрес, он начинается с https://. С картинкой в тексте может быть 1024 знака.
picture-wrong = Это не адрес картинки, которую могут открыть все. Он начинается с https://, а файлы из чата не подходят.
ask-links = Какие кнопки поставить внизу? Каждая своей строкой, например: Читать дальше | https://example.com/news
links-wrong = Из «{ $line }» я не могу сделать кнопку. Строка выглядит так: Надпись | https://example.com
links-many = Кнопок может быть от одной до { $most }, каждая своей строкой.
ask-whom = Кто это получит? Каждая кнопка сужает круг или снова расширяет.
ask-when = Когда отправить? Например: in 2h или 2026-12-01 09:00, часовой пояс: { $zone }.
when-wrong = Я не понимаю этого времени, либо оно прошло, либо до него больше 90 дней. Например: in 2h или 2026-12-01 09:00.
news-review = Получателей: { $total } (Telegram { $telegram }, Discord { $discord } с согласием). Отправка займёт примерно { $took }, если ничто не помешает.
news-write = Напиши { $word }, чтобы отправить, или
news-nobody = Никто из них не хочет новостей и не доступен, поэтому отправлять некому.
count-differs = Это не то число. Напиши { $word }, чтобы отправить.
count-changed = Тем временем кто-то пришёл или ушёл, и ничего не отправлено. Теперь счёт такой:
news-same = Именно этот текст ушёл { $ago } назад, и получили его { $total ->
    [one] { $total } человек
    [few] { $total } человека
    [many] { $total } человек
   *[other] { $total } человека
}. Ещё раз?
test-sent = Вот так его получат люди.
test-not-sent = Проба не дошла: { $why }. Никому ничего не отправлено.
cancelled-news = Отменено. Ничего не отправлено.
leaving-news = Мы как раз пишем текст для многих.

## News to many: how far it is

news-scheduled = Текст уйдёт { $at }, получателей: { $total ->
    [one] { $total } человек
    [few] { $total } человека
    [many] { $total } человек
   *[other] { $total } человека
}.
news-sending = Отправляется: получили { $sent } из { $total }.
news-paused = На паузе: получили { $sent } из { $total }.
news-cancelled = Отменено: получили { $sent } из { $total }, больше не получит никто.
news-done = Отправлено: получили { $sent } из { $total }, за { $took }.
news-left = осталось { $n }
news-left-at = осталось { $n }, { $rate } в секунду, ещё около { $takes }
news-blocked = недоступны: { $n }; их пропускают, пока они не напишут снова
news-skipped = больше не хотят новостей или тем временем ушли: { $n }
news-perhaps = могли получить или нет: { $n }; меня прервали, а дважды я никому не пишу
news-failed = не удалось: { $n }, { $cause }
halt-refusals = { $platform } отклонил десять подряд, поэтому я сам там остановился. Продолжи позже или оставь как есть.
halt-too-fast = { $platform } снова и снова просил меня не спешить, поэтому я сам там остановился. Продолжи позже.
halt-message = { $platform } не принимает этого сообщения, поэтому я сам там остановился. Отмени и исправь текст, картинку или кнопки.
news-is-paused = На паузе. То, что уже в пути, не больше 8, ещё дойдёт.
news-goes-on = Продолжаю.
news-is-cancelled = Отменено. Кто получил, у тех остаётся; больше не получит никто.
news-pointless = Этого уже нельзя: всё закончилось, или так уже и есть.
no-broadcasts = Многим пока ничего не писали.
broadcast-line = { $at }  «{ $text }»  { $state }, { $sent } из { $total }
state-scheduled = ждёт своего времени
state-sending = отправляется
state-paused = на паузе
state-cancelled = отменено
state-done = отправлено
unsure-head = Могли получить или нет: { $n }. Меня прервали, пока я им писал, а дважды я никому не пишу:
act-broadcast = текст для многих «{ $subject }»
nobody-unsure = Нет никого, о ком я не знал бы, получил ли он.

## What a person is written of by itself

notifications-head = О том, что происходит с твоими ботами, я говорю всегда.
news-are-on = Новости от того, кто ведёт это место: включены
news-are-off = Новости от того, кто ведёт это место: выключены
news-on-now = Теперь ты получаешь новости от того, кто ведёт это место.
news-off-now = Новостей больше не будет. О своих ботах ты по-прежнему узнаешь от меня.

## News: prompts, fields and buttons

prompt-news = новость
prompt-when = когда
prompt-count = число
field-news = Текст
field-picture = Картинка, адрес с https://
field-links = Кнопки: Надпись | https://…
field-when = Когда
field-count = Для скольких
button-write-count = Написать число
button-news-review = Дальше
button-news-text = Текст
button-news-in = На языке: { $language }
button-news-picture = Картинка
button-no-picture = Без картинки
button-news-links = Кнопки
button-no-links = Без кнопок
button-news-whom = Кому
button-news-when = Когда
button-news-now = Сразу
button-news-test = Отправить пробу мне
button-news-anyway = Отправить ещё раз
button-everywhere = Везде
button-every-tier = Любой тариф
button-every-language = Любой язык
button-live-bot = С живым ботом
button-seen-any = Когда угодно
button-seen = Были за { $days } дн.
button-pause-news = Пауза
button-resume-news = Продолжить
button-cancel-news = Отменить
button-unsure-news = О ком неизвестно
button-no-news = Без новостей
button-news = Присылай новости

## Alarms
alarm-head = Тревога: { $what }
alarm-still = Это всё ещё длится, уже { $since }: { $what }
all-clear = Отбой: { $what } Длилось { $lasted }.
wrong-failures = за 15 минут не удались операции: { $failed } из { $ended }, и не из-за людей.
wrong-queue = работа ждёт уже { $age }, и никто за неё не берётся.
wrong-outbox = сообщение ждёт отправки уже { $age }.
wrong-budget = в этом часе Railway позволит мне спросить ещё только { $left } из { $limit } раз.
wrong-database = база снова и снова тратит { $ms } мс на крошечную запись.
wrong-token = { $platform } больше не принимает мой токен.
wrong-disk = там, где DATA_DIR, свободно только { $mb } МБ диска.
wrong-webhook = вебхук для тревог не принимает мои сообщения: { $why }
means-failures = Новые боты, перезапуски и изменения не удаются. Работающие боты работают дальше, а неудачи никому не засчитываются.
means-queue = Люди ждут своих ботов. Ничего не потеряно; всё продолжится с того же места.
means-outbox = Кому-то не сообщено, что произошло. Ничего не потеряно; попытки продолжаются.
means-budget = Новым ботам придётся подождать. Работающие работают дальше.
means-database = Всё становится медленным. Ничего не потеряно.
means-token = Там никого не слышно, и никто не получает ответа. Боты людей работают дальше.
means-disk = Когда он заполнится, сохранить будет уже ничего нельзя. До тех пор всё работает.
means-webhook = Тревоги приходят только в чат, как эта.
remedy-failures = Причина каждой в журнале. /maintenance on "текст" заставит новых ботов подождать.
remedy-queue = Проверь, хватает ли Hatchery процессора и памяти, или запусти вторую на той же базе.
remedy-outbox = Проверь, нет ли сбоя на платформе. Если нет, причина в журнале.
remedy-budget = Он пополнится в течение часа. Если это случается часто, у Railway есть план побольше.
remedy-database = Проверь нагрузку и диск её машины.
remedy-token = Создай там новый токен, запиши его в { $setting } и запусти меня снова.
remedy-disk = Освободи место или дай диск побольше.
remedy-webhook = Запиши в ALERT_WEBHOOK_URL существующий, запусти меня снова и проверь его командой /alerts test.
right-failures = операции снова удаются.
right-queue = за работу снова берутся вовремя.
right-outbox = сообщения больше не ждут.
right-budget = Railway снова позволяет мне спрашивать достаточно.
right-database = база снова быстрая.
right-token = { $platform } снова принимает мой токен.
right-disk = на диске снова достаточно места.
right-webhook = вебхук для тревог снова принимает мои сообщения.

## What is watched
alerts-head = За чем я слежу, как оно сейчас:
usage-alerts = Так: /alerts, /alerts test, /alerts mute, /alerts mute queue, /alerts unmute.
watch-fine = ● хорошо: { $what }
watch-doubtful = ◐ похоже, плохо, смотрю ещё раз: { $what }
watch-raised = ▲ тревога уже { $since }: { $what }
read-failures = за 15 минут не удались операции: { $failed } из { $ended }
read-queue = самая старая работа ждёт { $age }
read-no-queue = никакая работа не ждёт
read-outbox = самое старое сообщение ждёт { $age }
read-no-outbox = никакое сообщение не ждёт
read-budget = в этом часе осталось запросов к Railway: { $left } из { $limit }
read-database = на крошечную запись база потратила { $ms } мс
read-token = { $platform } принимает мой токен
read-token-refused = { $platform } не принимает мой токен
read-disk = свободно { $mb } МБ диска
read-webhook =
    вебхук для тревог не сработал { $failed ->
        [one] { $failed } раз
        [few] { $failed } раза
        [many] { $failed } раз
       *[other] { $failed } раза
    } подряд
alerts-to-webhook = Я сообщаю операторам и владельцам в чатах и вебхуку { $platform }.
alerts-to-chat = Я сообщаю операторам и владельцам в чатах. Вебхук не задан.
alarm-all = все тревоги
alarm-failures = тревога о неудачах
alarm-queue = тревога о ждущей работе
alarm-outbox = тревога о ждущих сообщениях
alarm-budget = тревога о запросах к Railway
alarm-database = тревога о медленной базе
alarm-token = тревога о непринятом токене
alarm-disk = тревога о полном диске
alarm-webhook = тревога о вебхуке
alarms-muted = Для всех на 1 час приглушено: { $what }. Что не пройдёт за это время, о том тогда и скажу.
alarms-unmuted = Больше ничего не приглушено. Остальным сообщено.
nothing-muted = Ничего не приглушено.
alarms-muted-by = Ещё на { $left } приглушено, это сделал { $by }: { $what }.
alarms-unmuted-by = { $by }: тревоги больше не приглушены, о них снова сообщают.
alerts-test = Это проверка тревог, её отправил { $by }. Всё в порядке.
alerts-tested =
    { $arrived ->
        [0] Проверка не дошла никуда:
       *[other] Проверка дошла: { $arrived } из { $all }:
    }
place-webhook = вебхук { $platform }
arrived = ● дошло: { $place }
not-arrived = ▲ не дошло: { $place }: { $why }
and-more-places = и ещё { $n }
no-alert-webhook = Вебхук не задан. ALERT_WEBHOOK_URL принимает вебхук Slack или Discord.
missed-stranger = этот человек мне ни разу не писал, поэтому я его не знаю.
missed-off = я там не включён.
missed-token = мой токен там не принимают.
missed-blocked = человек недоступен; возможно, я заблокирован.
missed-wait = там просят подождать { $wait }.
missed-silent = никто не ответил вовремя.
missed-refused = там отказали.
unposted-because = он отвечает { $status }, { $word }.
unposted-refused = он отвечает { $status }.
unposted-unreachable = с ним не связаться.
button-alerts = Все тревоги
button-mute = Приглушить на 1 ч
button-unmute = Снять приглушение
button-test-alerts = Отправить проверку
act-mute-alerts = приглушены тревоги: { $subject }
act-unmute-alerts = тревоги больше не приглушены
act-test-alerts = проверка, как сообщают тревоги

# What opens the HTTP API
command-token = токены для HTTP API: new, list, revoke
usage-token =
    Пиши так:
    /token new
    /token new read 7d
    /token new read deploy 90d
    /token list
    /token revoke ab12
access-token =
    Вот твой токен, для { $scopes }, до { $until }:
    { $token }
access-token-help = Я показываю его только сейчас и копии не храню. У кого он есть, тот действует от твоего имени: сохрани его в надёжном месте и удали это сообщение. /token revoke и последние четыре знака отменяют его сразу.
access-token-too-many = Токенов у тебя { $most }, больше нельзя. Ничего не создано: сначала отмени один, их показывает /token list.
access-token-needs-role = Токен для admin полагается тем, у кого здесь есть роль, поэтому я его не создал. /token new создаёт токен для read и deploy.
access-token-revoked = { $tail } больше ничего не открывает.
no-such-access-token = Токена с таким концом у тебя нет. Ничего не изменено; твои показывает /token list.
no-access-tokens = Токенов для HTTP API у тебя нет.
access-tokens-head = Твои токены для HTTP API:
access-token-line = { $tail }  { $scopes }, закончится через { $ends }
access-token-used = { $line }, использован { $ago } назад
access-tokens-help = /token revoke и конец токена отменяют его.
act-api-token = токен для API { $subject }
act-revoke-api-token = токен для API отменён { $subject }

## Bots after other ones

command-clone = вывести ещё одного бота, как один из твоих
command-share = дать другим вывести бота, как у тебя
word-bot-or-code = один из твоих ботов или код того, которым поделились
share-made = У кого есть эта ссылка, тот { $lasts } может вывести бота, как «{ $name }»:
share-command = В другом чате со мной: /clone { $code }
share-carries = Вот что люди увидят и получат:
share-without = Ни ключи, ни токены, ни память, ни чаты, ни чьё-либо имя с этим не передаются. Новая ссылка отменит эту.
share-setting = { $name }: { $value }
share-offered = С тобой делятся ботом «{ $name }». Твой был бы таким:
share-yours = Свой ключ { $provider } и токены приносишь ты. Бот только твой: кто поделился, ничего из него не видит.
share-yours-alone = Бот только твой: кто поделился, ничего из него не видит.
share-over = За этой ссылкой ничего нет. Возможно, в ней опечатка, её отменили или ей больше 30 дней; попроси новую или выведи своего бота.
share-no-kind = Таких ботов здесь больше не выводят. Спроси того, кто поделился, или выведи другого командой /deploy.
share-ended = Ссылка на ботов, как «{ $name }», больше не действует. Уже выведенные по ней боты остаются.
not-shared = «{ $name }» не открыт для других.
review-key-to-come = ИИ: { $provider }, со своим ключом
review-settings = Задано: { $settings }
button-copy-address = Скопировать адрес
button-copy-link = Скопировать ссылку
button-copy-command = Скопировать команду
button-copy-code = Скопировать код
invite-by-link = Ссылкой, которая открывает меня в Telegram: { $link }
link-by-link = Или открой это в Telegram, и он отправит за тебя: { $link }
button-end-share = Больше не делиться
button-hatch-like = Вывести такого же
act-share = открыт для других состав «{ $subject }»
act-end-share = закрыт для других «{ $subject }»

## Keys that are kept for several bots

command-keys = ключи провайдеров ИИ, которые я храню для твоих ботов
usage-keys = /keys показывает ключи, которые я для тебя храню. /keys add, /keys replace …x7Qp и /keys delete …x7Qp их меняют.
keys-head = Ключи, которые я храню для твоих ботов:
no-keys = Ключей для тебя я пока не храню. Сохранённый здесь ключ предлагается каждый раз, когда он нужен боту, и заменяется сразу у всех своих ботов.
key-line = { $provider } { $tail } · используют { $bots }
key-line-unused = { $provider } { $tail } · пока никто не использует
key-card = Ключ { $provider } { $tail }, хранится уже { $since }
key-card-checked = Провайдер подтвердил его { $ago } назад.
key-card-unchecked = Принимает ли его провайдер, пока неизвестно; я спрошу, прежде чем отдать его боту.
key-used-by = Его используют { $bots }.
key-unused = Его не использует ни один бот.
key-on-its-way = Он идёт к своим ботам, по одному. Пока это не закончено, с ним больше ничего нельзя сделать.
key-kept = Ключ { $provider } { $tail } сохранён и заперт в зашифрованном виде. Я предложу его, когда он понадобится боту.
key-known = Ключ { $tail } уже хранится, поэтому ничего не добавлено.
key-may-be-kept = Ключ { $tail } — только для «{ $name }». Могу хранить его и для других твоих ботов.
key-same = Ключ { $tail } и есть тот, что хранится, так что заменять нечего.
too-many-keys = Ключей для тебя я храню { $most }, больше нельзя. Ничего не сохранено; сначала удали один в /keys.
no-such-key = Такого ключа нет, или так заканчиваются несколько. Ничего не изменено.
key-deleted = Ключ { $provider } { $tail } здесь удалён. У { $provider } он действует, пока ты его там не отзовёшь.
key-in-use = Ключ { $provider } { $tail } используют { $bots }, поэтому я его не удалил. Сначала замени его или дай { $bots } другой ключ командой /edit.
key-still-kept = Он остаётся в /keys, где его можно заменить сразу у всех ботов.
key-no-credit-kept = Ключ { $tail } настоящий, но на его счёте не осталось средств, и бот с ним никому не смог бы ответить.
ask-key-provider = Чей это ключ?
ask-key-kept = Я храню его для всех твоих ботов; ни один не получит его без твоего слова.
ask-key-replace =
    { $n ->
        [one] Если он годится, { $bots } получит его вместо { $tail } (всего { $n } бот). Если бот с ним не поднимется как следует, он получит { $tail } обратно, и я скажу.
        [few] Если он годится, { $n } бота получат его вместо { $tail }: { $bots }. По одному, каждый, когда предыдущий снова отвечает; на первом, у кого не выйдет, я остановлюсь и скажу.
        [many] Если он годится, { $n } ботов получат его вместо { $tail }: { $bots }. По одному, каждый, когда предыдущий снова отвечает; на первом, у кого не выйдет, я остановлюсь и скажу.
       *[other] Если он годится, { $n } бота получат его вместо { $tail }: { $bots }. По одному, каждый, когда предыдущий снова отвечает; на первом, у кого не выйдет, я остановлюсь и скажу.
    }
ask-key-replace-unused = Он встанет на место { $tail }, который не использует ни один бот.
cancelled-key = Ни один ключ не сохранён и не заменён.
leaving-key = Мы остановились на вводе ключа. Выйти?
key-replaced = Сохранённый ключ { $provider } теперь { $tail }. Прежний не использовал ни один бот; здесь он удалён, а у { $provider } его можно отозвать.
key-replacing =
    { $n ->
        [one] Ключ { $tail } идёт к своему боту (всего { $n }). Следующее сообщение показывает, как далеко дело; можно уйти, я напишу, когда будет готово.
        [few] Ключ { $tail } идёт к { $n } ботам, по одному. Следующее сообщение показывает, как далеко дело; можно уйти, я напишу, когда будет готово.
        [many] Ключ { $tail } идёт к { $n } ботам, по одному. Следующее сообщение показывает, как далеко дело; можно уйти, я напишу, когда будет готово.
       *[other] Ключ { $tail } идёт к { $n } ботам, по одному. Следующее сообщение показывает, как далеко дело; можно уйти, я напишу, когда будет готово.
    }
key-move = Ключ { $provider } { $tail } встаёт на место { $before }
key-move-back = Назад к ключу { $provider } { $tail }, прочь от { $before }
key-move-help = Следующий ждёт, пока предыдущий снова не ответит.
key-move-paused = Это ждёт: сейчас тебе нельзя менять ботов. Оба ключа в сохранности.
key-bot-waits = «{ $name }» ждёт
key-bot-asked = «{ $name }» запускается с ним
key-bot-goes-back = «{ $name }» с ним не в порядке и получает обратно { $before }
key-bot-has-it = «{ $name }» получил его
key-bot-when-started = «{ $name }» остановлен и примет его при запуске
key-bot-failed = «{ $name }» с ним не в порядке
key-bot-left-out = «{ $name }» пропущен: его нет, или у него уже другой ключ
key-stopped = «{ $name }» не поднялся как следует с ключом { $provider } { $tail }.
key-stopped-help = На этом я остановился. Оба ключа хранятся, пока ты не скажешь, что дальше.
key-left-going-back = «{ $name }» получает обратно { $before }.
key-left-well = У «{ $name }» снова { $before }, и всё в порядке.
key-left-serves-on = У «{ $name }» снова { $before }; то, что работало до замены, всё это время работало дальше.
key-left-untouched = С «{ $name }» ничего не сделано; он продолжает с { $before }.
key-left-unwell = У «{ $name }» снова { $before }, но он пока не в порядке. Как он, показывает /status.
key-have = С { $tail }: { $bots }
key-have-not = Ещё с { $before }: { $bots }
key-moved =
    { $n ->
        [0] Ключ { $provider } { $tail } на месте; он уже не понадобился ни одному боту. { $before } здесь удалён, а у { $provider } его можно отозвать.
        [one] Ключ { $provider } { $tail } теперь у { $n } бота. { $before } здесь удалён, а у { $provider } его можно отозвать.
        [few] Ключ { $provider } { $tail } теперь у { $n } ботов. { $before } здесь удалён, а у { $provider } его можно отозвать.
        [many] Ключ { $provider } { $tail } теперь у { $n } ботов. { $before } здесь удалён, а у { $provider } его можно отозвать.
       *[other] Ключ { $provider } { $tail } теперь у { $n } бота. { $before } здесь удалён, а у { $provider } его можно отозвать.
    }
key-moved-back = Твои боты снова с ключом { $provider } { $tail }. { $before } здесь удалён.
key-left-so = Остаётся как есть. { $before } остаётся у { $bots } как отдельный ключ, которого /keys больше не показывает; хранится { $tail }.
key-goes-on = Продолжаю. Как далеко дело, показывает сообщение со списком.
key-stays-so = Остаётся как есть.
key-move-over = Это уже решено. Как обстоит дело, показывает /keys.
button-add-key = Добавить ключ
button-all-keys = Все ключи
button-replace-key = Заменить
button-use-key = Мой ключ { $provider } { $tail }
button-key-of = Ключ бота «{ $name }»
button-keep-for-others = Хранить его для других ботов
button-key-back = Назад к { $before }
button-key-leave = Оставить так
act-keep-key = ключ сохранён: { $subject }
act-replace-key = ключ заменён: { $subject }
act-drop-key = ключ удалён: { $subject }

## The private page on which a key or token is given
button-private-page = Личная страница
button-open-page = Открыть страницу
private-page-hint = Или воспользуйся личной страницей: написанное там не проходит через { $platform }.
private-page-later = Оставь ключ в форме пустым, чтобы дать его на личной странице.
private-page = Вот твоя личная страница. { $what }.
private-page-help = Она сработает один раз, в течение { $lasts }, и написанное там не проходит через { $platform }. Здесь я продолжу сам. «Назад», «Отмена» или новая ссылка отменяют её.
secret-of = { $what } для «{ $name }»
secret-of-new = { $what } для твоего нового бота
page-title = Личная страница
page-looks = Проверяю ссылку.
page-needs-script = Этой странице нужен JavaScript, чтобы прочесть свою ссылку, а здесь он выключен. Ничего не отправлено. Включи его или ответь в чате.
page-no-link = Эта страница открывается по своей ссылке. Вернись в чат, нажми «Личная страница» и открой ссылку, которая там появится.
page-show = Показать
page-hide = Скрыть
page-send = Отправить
page-sends = Отправляю.
page-where = Это пройдёт по зашифрованному соединению к этой Hatchery, будет проверено и заперто в зашифрованном виде.
page-leave-empty = Что здесь останется пустым, я спрошу потом:
page-lost = Hatchery не ответила, поэтому неизвестно, дошло ли это. Нажми «Отправить» ещё раз: принято будет не больше одного раза.
page-busy = Слишком много попыток из твоей сети. Ничего не принято. Подожди минуту и нажми «Отправить» ещё раз.
page-foreign = Это пришло не с самой страницы, поэтому ничего не принято. Открой ссылку из чата ещё раз, в отдельном браузере.
page-too-long = Это слишком длинно. Ничего не принято, а ссылка по-прежнему действует.
page-whose = Это для бота, чей владелец { $who }. Это не ты? Тогда закрой страницу: написанное здесь досталось бы ему.
page-ends = Эта страница сработает один раз и закроется через { $left }.
page-taken = Дошло. Вернись в чат, там всё продолжится само. Эту страницу можно закрыть.
page-used = Эта ссылка уже использована, поэтому сейчас ничего не принято. Загляни в чат: там всё пошло дальше.
page-replaced = Вместо этой ссылки есть более новая, поэтому ничего не принято. Используй самую новую ссылку в чате.
page-closed = С этой ссылкой было слишком много попыток, поэтому она закрыта и ничего не принято. Нажми в чате «Личная страница», чтобы получить новую.
page-time-is-over = Время этой ссылки вышло, поэтому ничего не принято. Нажми в чате «Личная страница», чтобы получить новую.
page-moved-on = С тех пор как появилась эта ссылка, чат ушёл дальше, поэтому она недействительна и ничего не принято. Вернись в чат и посмотри, где ты сейчас.
page-unknown = Эта ссылка здесь неизвестна. Возможно, она обрезана или её время давно вышло. Ничего не принято. Нажми в чате «Личная страница», чтобы получить новую.
page-not-yours = Эта ссылка для другого человека, поэтому ничего не принято. Для него она по-прежнему годится. Если нужен свой бот, напиши мне.
page-unproven = То, что Telegram говорит об открывшем эту страницу, слишком старо или не подтверждается, поэтому ничего не принято. Закрой страницу и открой её снова кнопкой в чате.

## Боты в Telegram, которых люди создают через нас

command-rotate = дать боту в Telegram новый токен
ask-token-or-make = «{ $name }» нужен свой бот в Telegram. Могу создать его за тебя: подтверди в Telegram, копировать ничего не нужно. Писать ему сможешь только ты.
ask-token-or-make-help =
    Если Telegram скажет, что имя занято, выбери там другое. Если скажет, что ботов слишком много, сначала удали одного в @BotFather.
    Токен уже есть? Пришли его сюда. { $stays }
fetching-token = { $handle } создан. Получаю его токен у Telegram.
still-fetching-token = Всё ещё получаю у Telegram токен { $handle }.
managed-for-later = { $handle } создан; он понадобится, когда дойдём до Telegram.
managed-after-this = Сначала закончи или отмени это; { $handle } остаётся твоим, и я предложу его снова.
managed-late = Это длилось слишком долго, и ожидание кончилось. { $handle } твой. Взять его?
managed-kept = { $handle } создан и принадлежит тебе. Пока им никто не пользуется; предложу его, когда ты в следующий раз будешь создавать бота в Telegram.
managed-unasked = { $handle } создан и принадлежит тебе, а управляю им я. Пока он ничем не занят. Могу создать помощника, который будет там отвечать.
managed-taken = Этот бот в Telegram уже занят или больше не твой.
managed-refused = Telegram не даёт мне токен { $handle }: мне больше нельзя управлять ботами или именно этим. Ничего не сохранено; бот твой.
managed-refused-help = Его всё равно можно взять: @BotFather, /mybots, «API Token», и пришли мне токен.
managed-unreachable = Сейчас Telegram недоступен, поэтому токена { $handle } у меня ещё нет. Бот твой.
managed-rotating = Получаю у Telegram новый токен и передаю его боту. Напишу, когда будет готово.
not-managed = Токен этого бота я больше не могу получить у Telegram. В @BotFather: /mybots, «API Token», «Revoke»; потом дай его мне через /edit.
rotate-by-hand = Токен «{ $name }» выдал @BotFather, поэтому заменить его можешь только ты: /mybots, «API Token», «Revoke». Потом дай мне новый через /edit.
rotate-no-telegram = «{ $name }» не в Telegram, поэтому заменять нечего.
managed-lost =
    { $handle }, бот «{ $name }» в Telegram, теперь принадлежит кому-то другому.
    Его новый токен я не беру. Память и другие каналы «{ $name }» остаются.
    Дай ему другого бота в Telegram через /edit.
managed-gone =
    Telegram больше не даёт мне токен { $handle }, бота «{ $name }».
    Я ничего не менял. Если он перестал там отвечать, старый токен больше не действует.
    Возьми токен в @BotFather, /mybots, и дай его мне через /edit.
managed-token-kept = У { $handle } новый токен. «{ $name }» остановлен и возьмёт его, когда ты его запустишь.
managed-token-taken-up = У { $handle } новый токен. «{ $name }» продолжает с ним; тебе ничего не нужно делать.
child-description = { $name } — личный помощник. Отвечает своему владельцу и тем, кого владелец впустил.
child-short = { $name }, личный помощник
child-new = забыть сказанное и начать заново
button-make-bot = Создай за меня
button-have-token = У меня есть токен
button-use-made = Взять { $handle }
