# Every sentence Hatchery says, in English. Names of messages and their variables are the same in every language.

## Start and help

welcome = I hatch bots. Tell me a name and an AI provider, and in a minute or two you have your own assistant, running for you alone.
you-have = You have { $live } of { $limit } bots.
no-access = This Hatchery is by invitation. If you have a code, send it here; if not, ask the person who runs it.
redeemed = Your code is good: welcome.
wrong-code = I do not know that code. It may be used up or mistyped.
how = You choose a name, whose AI it uses and where you talk to it. I start the bot, ask it a question to be sure it answers, and look after it from then on: it comes back by itself when it falls over, and you can see its state and log any time. You can also ask in a sentence: deploy a Claude bot called nest on Telegram.
help-head = This is what I understand:
help-more = There is more, and /help all says what each is for: { $commands }
unknown-command = I do not know that command.
unknown-command-near = I do not know that command. Did you mean { $nearest }?
not-understood = I did not understand that. Shall I hatch a bot for you?
topic-of = This is the topic of “{ $name }”: commands like /logs or /restart mean it here. To talk with it, write to the bot itself.
looking-up = One moment, I am looking it up …
asked-elsewhere = A question of mine still waits elsewhere in this chat, so I did not take this as its answer.
told-in-topic = I am on it. What becomes of it stands in the topic “{ $name }”.
only-text = I can only read text here.
in-group = Keys do not belong in a group. Let us do this in private.
broken = Something went wrong on my side, and nothing was changed. Try again in a moment; if it happens again, give the operator this number: { $reference }.
step-over = That step is over. Here is where you are:
step-over-idle = That step is over.
after-this = Finish or cancel this first; the button stays good.
press-a-button = Please press one of the buttons.
leaving-console-of-railway = Your bots go on at Railway. Start me again to look after them. Goodbye.
leaving-console = Your bots stop with Hatchery and start with it again. Goodbye.
console-how-to-leave = To leave, press Ctrl-D.
console-trouble = Something went wrong on my side, and nothing was changed. The log says why: hatchery.log in DATA_DIR.
plain = { $text }
joined = { $first }{ $second }

## Commands, as a menu lists them

command-deploy = hatch a new bot
command-status = how your bots are
command-logs = the last lines of a bot's log
command-restart = restart a bot
command-stop = stop a bot
command-resume = start a stopped bot
command-edit = change a bot's key, model, token or guests
command-delete = delete a bot for good
command-quota = what you have used and what is left
command-language = change the language
command-timezone = say in which time zone you are
command-link = be one person here and on another platform
command-unlink = let this account go its own way again
command-cancel = leave the current question
command-help = all commands
command-start = begin, or show where you are
command-config = see and change a bot's settings
command-diagnose = examine a bot
command-history = what happened to your bots, and who did it
command-notifications = what I write to you by myself
command-export = all I know about you, as a file
command-forget = delete your account, your bots and your keys
command-user = find somebody, and say what they may do
command-invite = make an invitation code
command-tier = set somebody's tier
command-fleet = all bots of everybody
command-strays = what is left at Railway without a bot
command-broadcast = write to many people
command-maintenance = let new bots wait
command-spend = a limit for what Railway costs in a month
command-alerts = what I watch and whom I tell
command-admin = who has which role

## Hatching: the questions

ask-blueprint = What kind of bot?
ask-name = What shall it be called?
ask-name-help = 3 to 32 letters or digits.
name-taken = You already have a bot called “{ $name }”.
name-too-short = That is too short for a name.
name-too-long = That is too long for a name.
name-one-line = A name is one line of plain text.
name-character = A name cannot have “{ $odd }” in it. Letters, digits, spaces, “-” and “_” are fine.
name-no-letter = A name needs at least one letter or digit.
ask-provider = Whose AI should “{ $name }” use? You bring the key, and the bill for its thinking goes to your account there.
ask-provider-unnamed = Whose AI should your bot use? You bring the key, and the bill for its thinking goes to your account there.
pick-provider = I do not know that provider. Please pick one of these.
key-too-early = That looked like a key, so I did not keep it. I will ask for one when it is needed.
ask-key = Send me your { $provider } key. It starts with { $shape }.
ask-key-any-shape = Send me your { $provider } key.
ask-key-help = I check it, with one tiny question that costs next to nothing, and lock it away encrypted. It does not stay in this chat.
ask-key-at-terminal = I check it, with one tiny question that costs next to nothing, and lock it away encrypted. It is not shown while you type it.
ask-key-by-form = The { $provider } key goes into the form behind the button, never into a message. I check it, with one tiny question that costs next to nothing, and lock it away encrypted.
where-is-the-key = { $provider } gives out keys at { $address }
message-deleted = Your message is deleted.
delete-it-yourself = I was not allowed to delete your message. Please delete it yourself, so that nobody reads the secret in it.
checking-key = Key { $tail } received. Checking it with { $provider }.
still-checking = I am still checking the key you sent.
key-too-short = That is too short for a key of { $provider }.
key-too-long = That is too long for a key of { $provider }.
key-alphabet = That cannot be a key of { $provider }: a key is one word of plain letters, digits and dashes.
key-of-another = That looks like a key of { $other }, and I need one of { $provider }.
key-is-token = That looks like a { $platform } bot token. I need a key of { $provider }.
key-is-admin = That is an administration key of { $provider }, which cannot chat. I need an ordinary one.
key-is-subscription = That belongs to a chat subscription, which { $provider } does not allow in programs. I need an API key.
key-refused = { $provider } does not accept key { $tail }. It may be cut off, revoked or from another provider.
key-account-disabled = { $provider } has closed the account of key { $tail }.
key-wrong-kind = Key { $tail } is real, but of a kind that { $provider } does not let chat.
key-no-credit = Key { $tail } is real, but its account has no credit left, so “{ $name }” could not answer anyone.
key-no-credit-help = You can go on and top up the account later.
key-not-permitted = Key { $tail } is real, but { $provider } does not let it use this model.
key-model-unavailable = Key { $tail } is real, but { $provider } does not offer it the usual model. You can choose another one later.
key-rate-limited = { $provider } is busy and asks to wait, so I do not know yet whether the key works.
key-region = { $provider } does not answer calls from the place I run in, so I do not know whether the key works.
key-unreachable = I cannot reach { $provider } right now, so I do not know whether the key works.
nothing-stored = Nothing was stored.
secret-unasked = That looked like a key, and I had not asked for one, so I kept nothing of it. If others could read it, revoke it.
secret-in-command = Keys do not belong behind a command, so I kept nothing of it. I will ask for it.
ask-channels = Where should people talk to “{ $name }”? Pick one or more.
ask-channels-unnamed = Where should people talk to your bot? Pick one or more.
pick-channels = Pick at least one of these.
ask-token = “{ $name }” needs a Telegram bot of its own. Send me its token.
not-in-the-chat = It does not stay in this chat.
not-shown = It is not shown while you type it.
by-form = It goes into the form behind the button, never into a message.
ask-token-help = It looks like 123456789:AA… { $stays }
where-is-the-token = Open @BotFather on Telegram, send /newbot, choose a name, and copy the token it gives you.
ask-discord-token = “{ $name }” needs a Discord bot of its own. Send me its token.
ask-discord-token-help = It has three parts with dots between them. { $stays }
ask-slack-bot-token = “{ $name }” needs an app of its own on Slack. Send me its bot token.
ask-slack-bot-token-help = It starts with xoxb-. { $stays }
ask-slack-app-token = Now the app token of “{ $name }”, by which it listens.
ask-slack-app-token-help = It starts with xapp-. { $stays }
where-is-the-discord-token = Open discord.com/developers/applications, make a new application, open “Bot” and press “Reset Token”.
where-is-the-slack-bot-token = Open api.slack.com/apps, make an app with the bot scopes app_mentions:read, chat:write and im:history, install it, and copy the “Bot User OAuth Token”.
where-is-the-slack-app-token = On the app's page switch “Socket Mode” on, then make an app-level token with connections:write under “Basic Information”.
checking-token = Token { $tail } received. Checking it with { $platform }.
still-checking-token = I am still asking { $platform } about the token you sent.
token-shape = That is not a bot token. One looks like 123456789:AA… with about 35 characters after the colon.
token-shape-discord = That is not a bot token of Discord. One has three parts with dots between them, about 70 characters in all.
token-shape-slack-bot = That is not a whole bot token of Slack. One starts with xoxb-.
token-shape-slack-app = That is not a whole app token of Slack. One starts with xapp-.
token-is-key = That looks like a key of { $other }. I need the token of a bot on { $platform }.
token-of-another = That looks like a token of { $other }. I need one of { $platform }.
token-is-slack-bot = That is the bot token. I need the app token, which starts with xapp-.
token-is-slack-app = That is the app token. I need the bot token, which starts with xoxb-.
token-is-discord-secret = That is the client secret or the public key. I need the token, from the page “Bot”.
token-is-slack-secret = That is a secret from the app's page, not its token.
token-revoked = { $platform } does not know token { $tail }. It may be cut off or revoked.
token-webhook = { $handle } is already run by another program (it has a webhook at { $host }).
token-webhook-help = Two programs on one bot take each other's messages.
token-cannot-read = Discord does not let { $handle } read messages that do not mention it.
token-cannot-read-help = Shall I switch that on? Without it the bot answers in private and when it is mentioned.
token-cannot-switch = Discord did not let me switch on that { $handle } reads messages.
token-cannot-switch-help = You can do it yourself: developer portal, “Bot”, “Message Content Intent”.
token-lacks = Slack has not granted everything the bot needs: { $scopes }. Add it to the app, install the app again and send me the new token.
token-no-socket-mode = The app does not listen: Socket Mode is off. Switch it on, on the app's page, and try again.
token-expires = That token dies within hours, because the app rotates its tokens. Switch rotation off, on the app's page, and send me the token it gives you then.
token-not-a-bot = That token speaks as a person, not as a bot. I need the bot token, which starts with xoxb-.
token-closed = The workspace does not let this app in. Its administrators can allow it; then try again.
token-in-use = That { $platform } bot already belongs to a bot that runs here. Each one needs its own.
token-unreachable = I cannot reach { $platform } right now, so I do not know whether the token works.
ask-owner = Who are you on { $platform }? “{ $name }” talks with you alone there. Send me your { $platform ->
        [Slack] member ID
        [Discord] user ID
       *[other] number
    }.
ask-owner-telegram = @userinfobot on Telegram tells it to whoever writes to it.
ask-owner-discord = In Discord: settings, “Advanced”, “Developer Mode” on; then a right click on your own name, “Copy User ID”.
ask-owner-slack = In Slack: your profile, the three dots, “Copy member ID”. It starts with U.
owner-shape-telegram = A Telegram number has only digits, for example 123456789.
owner-shape-discord = A Discord user ID has 15 to 20 digits and nothing else.
owner-shape-slack = A Slack member ID starts with U or W and has about 11 capital letters and digits.
too-big = { $blueprint } needs { $needs } MB of memory, and Railway's { $plan } plan gives a bot { $gives } MB. Only the operator can change the plan.
review = Ready to hatch “{ $name }”
review-blueprint = Blueprint: { $blueprint }
review-key-checked = AI: { $provider }, key { $tail } (checked)
review-key-no-credit = AI: { $provider }, key { $tail } (no credit yet)
review-key-unchecked = AI: { $provider }, key { $tail } (not checked)
review-echo = AI: none, it repeats what it hears
talks-on = Talks on: { $places }
and = { $first }, { $second }
place-web = a web page
place-as = { $platform } as { $handle }
review-local = Runs on: this machine, within { $memory } MB
review-railway = Runs on: Railway, up to { $memory } MB, about ${ $dollars } a month
review-railway-only = Runs on: Railway, up to { $memory } MB
review-after = 
    After this you have { $live } of { $limit } bots and { $left ->
        [one] 1 deploy
       *[other] { $left } deploys
    } left this hour.
ask-change = What would you like to change?
leaving-hatch = You are in the middle of hatching “{ $name }”.
leaving-new-hatch = You are in the middle of hatching a bot.
leaving-edit = You are in the middle of changing a bot.
leaving-delete = You are in the middle of deleting a bot.
cancelled-hatch = Cancelled. Nothing was made, and what you sent is forgotten.
cancelled-edit = Nothing was changed.
change-noted = Noted. It takes effect when the bot is started.
cancelled-delete = Nothing was deleted.
nothing-to-cancel = There is nothing to cancel.
cancel-which-hatch = “{ $name }” is hatching. Shall I stop that and remove it?

## Limits

banned = You cannot hatch or change bots here any more. Those you have you may stop and delete; ask whoever runs this Hatchery if it is a mistake.
banned-because = You cannot hatch or change bots here any more: { $reason }. Those you have you may stop and delete.
maintenance = { $notice ->
    [empty] New bots wait for a while: this Hatchery is being worked on. Yours keep running, and what you answered so far is kept for a day.
   *[other] { $notice }
    Your bots keep running, and what you answered so far is kept for a day.
}
spend-reached = New bots wait until next month: what bots may cost this month is used up. Yours keep running.
limit-reached = You have { $live } of { $limit } bots, which is the most you can have. Delete one to make room.
hour-used = 
    You have used your { $limit ->
        [one] 1 deploy
       *[other] { $limit } deploys
    } for this hour. The next one is free in { $free_in }.
day-used = 
    You have used your { $limit ->
        [one] 1 deploy
       *[other] { $limit } deploys
    } for today. The next one is free in { $free_in }.
left-this-hour = 
    { $left ->
        [one] 1 deploy
       *[other] { $left } deploys
    } left this hour.
left-today = 
    { $left ->
        [one] 1 deploy
       *[other] { $left } deploys
    } left today.
left-this-hour-resets = 
    { $left ->
        [one] 1 deploy
       *[other] { $left } deploys
    } left this hour, one more in { $resets }.
left-today-resets = 
    { $left ->
        [one] 1 deploy
       *[other] { $left } deploys
    } left today, one more in { $resets }.
your-tier = Your tier: { $tier }.
will-remind = I will tell you when the next one is free.
quota-free = You can hatch a bot again.

## Work on a bot

progress-deploy = Hatching “{ $name }” · { $elapsed }
progress-restart = Restarting “{ $name }” · { $elapsed }
progress-stop = Stopping “{ $name }” · { $elapsed }
progress-resume = Starting “{ $name }” · { $elapsed }
progress-update = Changing “{ $name }” · { $elapsed }
progress-delete = Deleting “{ $name }” · { $elapsed }
stage-check = keys checked
stage-place = place prepared
stage-variables = keys handed over
stage-start = started with its keys
stage-source = started
stage-restart = restarted
stage-answer = first answer
stage-stop = stopped
stage-remove = removed
you-can-leave = You can leave; I will write when it is done.
wait-queue = Railway has no room yet; “{ $name }” is in line and goes on by itself.
wait-place = Another bot of yours is being made or removed at Railway; “{ $name }” waits for that.
wait-approval = Railway wants somebody to approve this in its dashboard; the operator can do that.
wait-outage = I cannot reach Railway right now; “{ $name }” goes on by itself when I can.
wait-incident = Railway reports an incident (“{ $said }”). “{ $name }” goes on by itself.
wait-budget = Railway takes no more requests from me for a while; “{ $name }” goes on by itself.
wait-unknown = Railway says “{ $word }”, which I do not know; I keep watching.
stretch-accepted = Railway has taken the order.
stretch-building = Railway is building it.
stretch-fetching = Railway is fetching its image and starting it.
stretch-health-check = It has started; Railway waits for its health check.
stretch-starting = It runs; I am waiting for its first word.
alive = “{ $name }” is alive. It answered its first question after { $took }.
alive-listens = “{ $name }” is alive. It told me after { $took } that all its channels listen.
alive-started = “{ $name }” has started after { $took }, and its health check passed.
alive-started-help = It has no public address, so I could not ask it a question myself. Write to it to see.
alive-but = “{ $name }” runs, but cannot answer yet. { $what }
open-web = Talk to it here: { $address }
open-control-page = Its control page: { $address }
talk-on = Talk to it on { $platform }: { $handle }
invite-to-server = Bring it into a server of yours: { $address }
claim-telegram = To make it yours on Telegram, open this once: { $address }
done-restart = “{ $name }” is back. It answered after { $took }.
done-resume = “{ $name }” runs again. It answered after { $took }.
done-update = “{ $name }” is changed and answered after { $took }.
done-listens = “{ $name }” is back. It told me after { $took } that all its channels listen.
done-started = “{ $name }” is back. It started after { $took }, and its health check passed.
done-stop = “{ $name }” is stopped. It keeps its place, its memory and its keys.
done-delete = “{ $name }” is gone.
deleted = “{ $name }” is gone for good, with its memory, settings and keys.
deleted-but-stays = “{ $name }” is no longer one of your bots. Somebody gave its service at Railway another name, so I left it there; it may still run. The operator can remove it.
disk-is-kept = Railway confirmed it. It keeps the disk for 48 hours before it wipes it.
not-removed-yet = “{ $name }” is stopped, but Railway has not let me remove it yet. I keep trying and will tell you when it is really gone. It no longer counts towards your bots.
not-stopped-yet = Railway has not let me stop “{ $name }” yet, so it may still run. I keep trying and will tell you when it is done.
did-not-hatch = “{ $name }” did not hatch. { $why }
all-removed = Everything I made is removed again.
all-removed-free = Everything I made is removed again, and this try does not count.
hatch-cancelled = “{ $name }” will not hatch. Everything I made is removed again.
not-done-deploy = “{ $name }” could not be hatched.
not-done-restart = “{ $name }” could not be restarted.
not-done-stop = “{ $name }” could not be stopped.
not-done-resume = “{ $name }” could not be started.
not-done-update = The change to “{ $name }” did not come up.
not-done-delete = “{ $name }” could not be deleted yet.
not-done-help = Its place, its memory and its keys are safe.
serves-on = The version before it goes on, with its memory and its keys.
left-started = It was started, and I keep looking how it is.
left-as-it-was = I left it as it was.
former-back = It has { $tails } back, which it had before.
former-brought = It gets { $tails } back, which it had before; I tell you when it is up again.
why-cancelled = You cancelled it.
why-keeps-ending = It ended by itself as soon as it was started, several times.
why-no-answer = It was started, but did not answer in time.
why-key-refused = { $provider } does not accept its key.
why-token-refused = { $platform } does not accept its token.
why-some-token-refused = One of its channels does not accept its token.
why-token-taken = Another program takes its messages on { $platform }.
why-ended = It ended by itself, without an error.
why-image = Railway could not fetch its image ({ $image }). The operator has to look at it.
why-build = Railway could not build it: { $said }
why-health = It was started, but its health check did not pass in time.
why-not-approved = Railway wanted somebody to approve it, and nobody did.
why-refused = Railway refused: { $said }
why-refused-plain = Railway refused and did not say why.
why-deployment-failed = Railway says that the deployment failed, and not why.
why-skipped = Railway skipped the deployment.
why-not-understood = Railway has changed and does not understand me any more. The operator has to look at it.
why-renamed = Somebody gave its service at Railway another name, so I leave it alone.
why-no-access = Railway does not let me do that. The operator has to look at my access.
why-away = I could not reach Railway for a whole day.
why-removed-there = Somebody removed it at Railway.
why-incomplete = It came up, but not all of it works; its log says what.
why-machine = I could not get it to work; the operator finds the reason in the log.
why-blueprint-gone = Its blueprint is no longer here.
busy-deploy = It is being hatched.
busy-restart = It is being restarted.
busy-stop = It is being stopped.
busy-resume = It is being started.
busy-update = It is being changed.
busy-delete = It is being deleted.
pointless = That is how it already is.
bot-gone = That bot does not exist any more.

## Bots that exist

no-bots = You have no bot yet.
which-bot = Which bot?
no-such-bot = You have no bot by that name. Is it one of these?
state-busy = { $name }  ◐ { $doing }
state-deploying = { $name }  ◐ hatching for { $since }
state-running = { $name }  ● running for { $since }
state-unknown = { $name }  ? unknown for { $since }, last seen running
target-away = I cannot reach Railway. The bot itself may be fine.
state-stopped = { $name }  ○ stopped for { $since }
state-failed = { $name }  ▲ failed { $since } ago
state-gone = { $name }  gone
card-local = { $blueprint } on this machine
card-railway = { $blueprint } on Railway
card-cost = Cost so far this month: ${ $dollars }
card-ai = AI: { $provider }, key { $tail }
card-echo = AI: none, it repeats what it hears
card-model = Model: { $model }
card-guests = Guests: { $guests }
card-problem = Last problem, { $ago } ago: { $what }
log-tail = The last lines of “{ $name }”:
log-whole = The log of “{ $name }”.
log-empty = “{ $name }” has not written anything yet.
log-away = I cannot get the log of “{ $name }” from Railway right now.
let-in-done = Your browser at { $from } may now use the page of “{ $name }”. It opens by itself.
let-in-nobody = No browser is asking at “{ $name }”. Open its control page first, then press again.
let-in-several = { $n } browsers ask at once, and I do not know which is yours. Close all but one, wait a moment and press again.
let-in-unknown = “{ $name }” did not say whether it let your browser in. Look at its control page; if it still waits, press again.
let-in-not-yet = “{ $name }” does not answer right now, so nobody was let in.
ask-edit = What would you like to change about “{ $name }”?
nothing-to-edit = There is nothing to change about “{ $name }”: it uses no key and no token.
ask-model = Which model should “{ $name }” use? Now it is { $model }. Pick one or send its id.
model-shape = A model's id is one word, for example gpt-6-luna.
ask-guests = Who else may talk to “{ $name }” on Telegram? Send their numbers, separated by spaces.
ask-guests-help = Somebody learns their number by writing to @userinfobot. What you send replaces the list.
guests-shape = Guests are Telegram numbers such as 123456789, at most 20.
confirm-delete = Delete “{ $name }” for good? Its memory, settings and keys go too. Write its name to confirm.
name-differs = That is not “{ $name }”, so nothing was deleted.
confirm-forget = { $bots ->
    [0] Forget you for good? Everything I know about you goes. Write forget to confirm.
    [one] Forget you for good? Your bot, its keys and memory go, and everything I know about you. Write forget to confirm.
   *[other] Forget you for good? Your { $bots } bots, their keys and memories go, and everything I know about you. Write forget to confirm.
}
cancelled-forget = Nothing was deleted.
word-differs = To confirm it has to be exactly “{ $word }”.
leaving-confirm = You are in the middle of a question. Leave it?

## Trouble

trouble = “{ $name }”: { $what }
recovered = “{ $name }” answers again.
recovered-started = “{ $name }” runs again.
problem-exited = It ended by itself (exit code { $code }). I started it again.
problem-killed = It was ended from outside, most likely because memory ran short. I started it again.
problem-signal = It ended with signal { $signal }. I started it again.
problem-gave-up = It keeps ending as soon as it is started, so I stopped trying.
problem-not-started = It could not be started again; the operator finds the reason in the log.
problem-silent = It runs, but does not answer.
problem-key-refused = { $provider } does not accept its key, so it cannot answer anyone.
problem-no-credit = Its account at { $provider } has no credit left, so it cannot answer anyone.
problem-token-revoked = { $platform } does not accept its token any more.
problem-some-token-revoked = One of its channels does not accept its token any more.
problem-token-taken = Another program takes its messages on { $platform }.
problem-some-token-taken = Another program takes its messages on one of its channels.
problem-crashed = It kept ending, and Railway stopped starting it again.
problem-ended = It ended by itself, without an error, and stays so.
problem-asleep = Railway put it to sleep. The first message wakes it, after a moment.
problem-update-failed = A newer version did not come up. The one before it goes on.
problem-redeploying = Railway is deploying it anew by itself and has not started it yet.
problem-stopped-there = Somebody stopped it at Railway.
problem-removed-there = Somebody removed it at Railway. Delete it here to free its place.
expired = I kept your half-made bot for a day and have now thrown it away, key included. Nothing was created.

## Languages, admins

language-chosen = Which language shall I speak?
language-from-platform = Which language shall I speak? Now I follow your app.
language-set = From now on I speak English.
zone-now = You read times as clocks in { $zone } show them, where it is { $clock } now.
zone-help = Pick a place whose clock is right for you, or write another one: /timezone Lisbon, /timezone Europe/Lisbon or /timezone UTC+3.
zone-set = Done. From now on you read times as clocks in { $zone } show them, where it is { $clock } now. Nothing else changes.
zone-unknown = I know no place called “{ $text }”, so nothing has changed. A big city nearby with the same time does it, too.
button-zone = { $zone } · { $clock }
button-timezone = Time zone
invited = { $uses ->
    [one] This code lets one person in, until { $until }: { $code }
   *[other] This code lets { $uses } people in, until { $until }: { $code }
}
tier-usage = Write it like this: /tier telegram:42 premium, or /tier telegram:42 premium 30d. Tiers are free and premium.
tier-set = { $account } is now { $tier }.
no-such-account = I do not know that account; they have to write to me first.
strays-found =
    At Railway { $n ->
        [one] 1 thing has
       *[other] { $n } things have
    } my mark and no bot here, and may cost you money. /strays shows them.
no-strays = Nothing is left at Railway without a bot, and no removal is stuck.
strays-head =
    { $n ->
        [one] 1 thing
       *[other] { $n } things
    } at Railway with my mark and no bot here. I remove nothing but on your word.
stray-service = { $name }, a service, found { $ago } ago
stray-project = { $name }, an empty project, found { $ago } ago
slow-removal = “{ $name }” of { $owner }: Railway has refused { $tries } times to remove it, for { $since } now. I keep trying.
stray-removed = It is removed.
stray-gone = It is gone already.
stray-is-somebodys = It is somebody's after all, so I left it alone.
stray-refused = Railway does not let me remove it right now. It stays on the list.

## What a prompt calls the answer

prompt-name = name
prompt-word = word
prompt-provider = provider
prompt-key = key
prompt-channels = channels
prompt-token = token
prompt-owner = your number
prompt-choose = choose
prompt-model = model
prompt-guests = guests
prompt-code = code

## Buttons

button-hatch = Hatch a bot
button-hatch-again = Hatch it after all
button-hatch-it = Hatch it
button-start-again = Start again
button-how = How it works
button-help = Help
button-my-bots = My bots
button-show-my-bots = Show my bots
button-remind = Remind me
button-continue = Continue
button-continue-here = Continue here
button-leave = Leave it
button-back = Back
button-cancel = Cancel
button-cancel-hatch = Cancel this hatch
button-echo = Just try it, no key
button-where = Where do I get one?
button-keep-key = Keep { $tail }
button-another-key = Try another key
button-try-again = Try again
button-go-on-anyway = Go on anyway
button-unchecked = Go on unchecked
button-web = Web page
picked = ✓ { $what }
button-done = Done
button-another-token = Another token
button-take-over = Take it over
button-skip = Skip { $platform }
button-switch-on = Switch it on
button-go-on-without = Go on without
button-invite = Add to a server
button-let-in = Let my browser in
button-remove = Remove { $what }
button-change = Change something
button-change-name = Name
button-change-provider = AI provider
button-change-key = Key
button-change-model = Model
button-change-channels = Channels
button-change-token = { $platform } token
button-change-slack-bot = Slack bot token
button-change-slack-app = Slack app token
button-guests = Guests
button-no-guests = No guests
button-open-chat = Open chat
button-open-private = Open private chat
button-refresh = Refresh
button-status = Status
button-logs = Logs
button-whole-log = Whole log
button-restart = Restart
button-resume = Start
button-stop = Stop
button-edit = Edit
button-delete = Delete
button-keep = Keep it

## Lengths of time

span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $n } h
span-days = 
    { $n ->
        [one] 1 day
       *[other] { $n } days
    }

## Forms, on platforms that have them
button-answer = Answer
button-name-and-key = Name and key
button-give-key = Give the key
button-write-name = Write its name
button-give-token = Give the token
form-title = Hatchery
field-name = Name
field-key = { $provider } key
field-token = { $platform } bot token
field-slack-bot = Slack bot token (xoxb-)
field-slack-app = Slack app token (xapp-)
field-owner = Your own number on { $platform }
field-guests = People who may talk to it
field-model = Model
field-confirm = Its name, to confirm
field-words = Your answer
field-channels = Channels

## Accounts that are linked
account-called = { $called } on { $platform }
account-numbered = number { $number } on { $platform }
account-at-terminal = the account at the terminal
link-code = Within 10 minutes, send me this on your other platform:
  /link { $code }
link-code-help = Give it to nobody else. Before anything is shared, I ask you here and there.
link-ask = Shall { $other } and this account be one person to me?
link-ask-help = They would share all bots, the five places, the deploys, the language and the time zone. Say yes only when that account is yours.
link-waits = Noted. Now say yes as { $other }, too: I have asked there.
linked = Done: { $other } and this account are one person to me from now on.
link-refused = { $other } and this account stay apart. Nothing was shared.
link-over = That link is over. Send /link for a new code.
link-wrong-code = That code is no good: it was used, is older than 10 minutes, or comes from this same platform. Send /link on the other one for a new code.
link-clash = One of the two is linked already with an account on the same platform. Send /unlink there first.
unlink-ask = Shall this account go its own way again? Each bot stays with the account that made it.
unlinked = This account goes its own way again, with the bots that it made.
unlinked-from = { $other } goes its own way again. The bots that it made went with it.
unlink-has-bots = This account was let in with the other one only, and has bots of its own. Delete those first, or ask for an invitation of its own; then send /unlink.
not-linked = This account is not linked with another one. Send /link for a code.
button-link = Yes, link them
button-no-link = No
button-unlink = Unlink it

## Discord
not-yours = That button is somebody else's. Start your own with /deploy.
secret-in-dm = That looks like a key. I cannot delete what you write here, and Discord keeps it: please revoke that key now and make a new one.
secret-by-button = A key does not belong in the chat. Give it to me with the button: then it is written nowhere.
word-wish = name, AI and channels, if you know them: nest anthropic telegram
word-bot = which of your bots
word-language = en, es, pt-BR, ru, zh-Hans or ar
word-place = a place, such as Madrid, or UTC+3
word-code = the code from your other platform
word-invitation = your invitation code
word-account = an account, like discord:42
word-tier = free or premium
word-more = what to do; /help { $verb } says how it is written

# People, as admins have to do with them
bar-leaving = You asked me to forget you, and I am at it. Write again when the receipt is here.
usage-user =
    Write it like this:
    /user find ada
    /user show telegram:42
    /user tier telegram:42 premium 30d
    /user quota telegram:42 hour=5,day=20,live=3 30d (or off)
    /user ban telegram:42 reason
    /user unban telegram:42
usage-invite =
    Write it like this:
    /invite (one person, seven days)
    /invite 20 30d (twenty people, thirty days)
    /invite list
    /invite revoke ab2c (the end of the code)
usage-admin =
    /admin grant telegram:42 support (or operator, owner)
    /admin revoke telegram:42
    /admin list
    /admin log
usage-maintenance =
    /maintenance on "New bots wait until six: the database moves."
    /maintenance on en "…" es "…"
    /maintenance off
usage-spend = /spend 50 lets new bots wait when bots have cost $50 in a month, /spend off takes the limit away.
needs-role = That is for the { $role } role. An owner of this Hatchery can give it to you.
role-support = support
role-operator = operator
role-owner = owner
invite-revoked = That code lets nobody in any more. Whoever used it before stays.
no-such-invite = No open code ends like that. /invite list shows them.
no-invites = No code is open. /invite makes one.
invites-head = Codes that still let people in:
invite-line = { $tail }  { $left } of { $uses } left, ends in { $ends }, made by { $by }
invites-help = /invite revoke and the end of a code voids it.
tier-set-until = { $account } is { $tier } until { $until }.
quota-of-tier = { $account } has the limits of their tier again.
quota-set = { $account } now has limits of their own: { $limits }.
quota-set-until = { $account } has limits of their own until { $until }: { $limits }.
limits-line = deploys: { $hour } an hour, { $day } a day; bots: { $live }
ban-done = { $account } can hatch and change nothing any more, only stop and delete. Their bots run on; /fleet { $account } lists them.
unban-done = { $account } is in again, with what they had.
ban-is-admin = They help to run this Hatchery, so I did not shut them out. Take their role away first: /admin revoke.
role-granted = { $account } is { $role } now and was told.
role-revoked = { $account } has no role any more and was told.
role-by-settings = ADMINS in the settings names them, so I cannot take that away. Change the setting and start me again.
has-no-role = They have no role. /admin list shows who has.
role-line-by-settings = { $account }  owner, by the settings
role-line = { $account }  { $role }: { $who }, by { $by }
no-roles = Nobody has a role yet.
your-role = You help to run this Hatchery now: { $role }. /help lists what you may do.
your-role-over = You no longer have a role in running this Hatchery. Your own bots stay yours.
nobody-found = Nobody here is called “{ $text }”, and no bot either.
found-line =
    { $account }  { $who }, { $bots ->
        [0] no bots
        [one] 1 bot
       *[other] { $bots } bots
    }
card-who = { $who }, { $account }, here since { $since }
card-linked = Linked with { $others }
card-banned = Shut out
card-banned-because = Shut out: { $reason }
card-role = Role: { $role }
card-let-in = May hatch bots
card-not-let-in = Was not let in
card-tier = Tier: { $tier }
card-tier-until = Tier: { $tier } until { $until }
card-limits = Limits: { $limits }
card-limits-until = Limits until { $until }: { $limits }
card-used =
    Used: { $hour ->
        [one] 1 deploy
       *[other] { $hour } deploys
    } this hour, { $day } in a day, { $live ->
        [one] 1 bot
       *[other] { $live } bots
    }
card-bot = “{ $name }” { $status }
card-unreachable = Cannot be written to: they blocked me or are gone
nothing-happened = Nothing more to tell.
history-head = What happened, newest first:
log-head = What was done for others, newest first:
act-line = { $ago } ago  { $what }, { $by }
act-change = : { $before } → { $after }
act-after = : { $after }
act-before = : was { $before }
act-failed = {" "}(did not work)
act-under-way = {" "}(under way)
by-itself = by itself
act-deploy = hatched “{ $subject }”
act-cancel-hatch = cancelled the hatch of “{ $subject }”
act-restart = restarted “{ $subject }”
act-stop = stopped “{ $subject }”
act-resume = started “{ $subject }”
act-edit = changed “{ $subject }”
act-config = set up “{ $subject }”
act-delete = deleted “{ $subject }”
act-trouble = “{ $subject }” had trouble
act-recovered = “{ $subject }” was well again
act-invite = made code { $subject }
act-revoke-invite = voided code { $subject }
act-redeem = came in by code { $subject }
act-tier = tier of { $subject }
act-quota = limits of { $subject }
act-ban = shut out { $subject }
act-unban = let { $subject } in again
act-grant = gave { $subject } a role
act-revoke = took the role of { $subject }
act-link = linked with { $subject }
act-unlink = unlinked { $subject }
act-forget = asked to be forgotten: { $subject }
act-maintenance = maintenance { $subject }
act-spend = limit of what a month costs
maintenance-on =
    New bots wait from now on; running ones go on. { $under_way ->
        [0] No hatch is under way.
        [one] One hatch is under way and is finished.
       *[other] { $under_way } hatches are under way and are finished.
    }
maintenance-off = New bots are welcome again.
maintenance-is-on =
    { $notice ->
        [empty] New bots wait now.
       *[other] New bots wait now, and people are told: { $notice }
    }
maintenance-is-off = New bots do not wait.
spend-over = Bots have cost ${ $spent } this month, and ${ $limit } is the limit: new bots wait until next month or until you raise it.
spend-under = Bots have cost ${ $spent } of ${ $limit } this month. New bots wait when that is used up.
spend-no-limit = There is no limit for what bots cost in a month.
spend-reached-note = Bots have cost this month what they may, so new bots wait. Running ones go on. /spend shows it and raises the limit.
standing-changed = An admin changed what you may do here.
export-here = All I know about you, without keys and tokens: of those the file has only the ends.
forgetting =
    I am forgetting you. { $bots ->
        [0] Everything I know about you goes now,
        [one] Your bot is deleted first, then everything I know about you,
       *[other] Your { $bots } bots are deleted first, then everything I know about you,
    }
    and I write once more when it is done. Receipt { $receipt }.
forget-has-role = You help to run this Hatchery, so what you did stays on record and I forgot nothing. Ask an owner to take your role away first; then say /forget again.
forgotten = Receipt { $receipt }: your bots, their keys and everything I knew about you are deleted. If you write again, we meet for the first time.
forgotten-counted = For one day I keep how many bots you hatched, under a number, so that limits hold.
forgotten-shut-out = That you are shut out I keep, under your number.
nearly-used = { $percent ->
    [100] That is all you may use now (100 %).
   *[other] You are at { $percent } % of what you may use.
}
tier-until = Your tier: { $tier }, until { $until }.
own-limits-until = Your limits are your own until { $until }.
button-show = Show { $who }
button-premium = Make premium
button-free = Make free
button-ban = Shut out
button-unban = Let in again
button-older = Older
## The config of a bot

worded = { $words }
config-head = The config of “{ $name }”, revision { $revision }.
config-line = { $title } ({ $word }): { $value }
config-usual = as usual, { $value }
config-nothing = not set
config-secrets = No part of it and kept apart: { $tails }
config-commands = By hand: /config { $name } set …, patch …, history or rollback ….
config-unreadable = The config of “{ $name }” (revision { $revision }) cannot be read: it is broken, or of another version of Hatchery. I leave the bot as it is. To mend it, go back to a revision that can be read.
cannot-read-config = Its config cannot be read, so I cannot start it and left it as it is. Going back to a revision that can be read mends it: /config shows them.
config-usage = Like this: /config nest shows the settings of “nest”. /config nest set persona = A gruff pirate. changes one, and with nothing behind the = it is as usual again. /config nest patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"} changes several (JSON merge patch); @7 ahead of it means only onto revision 7. /config nest history, /config nest rollback 3.
yes = yes
no = no
config-ask = What should { $title } be for “{ $name }”?
config-ask-model = Send the id of a model, as its provider writes it.
config-shape-text = Up to { $most } characters: letters, digits and everyday punctuation.
config-shape-number = A number from { $from } to { $to }.
config-now = Now: { $now }
button-config-usual = As usual
prompt-value = value
config-history-head = How the config of “{ $name }” came about. Revision { $revision } holds now.
config-revision = { $revision } · { $how } by { $who }, { $ago } ago: { $document }
config-revision-unreadable = cannot be read
how-hatch = hatched with it
how-before = as it was before there was a history, made
how-set = set
how-patch = patched
how-rollback = rolled back
how-edit = changed
how-bulk = patched with others
button-config = Settings
button-config-history = History
button-rollback = Back to { $revision }
config-changed = “{ $name }” has revision { $revision } of its config now and takes it up at once.
config-changed-later = “{ $name }” has revision { $revision } of its config now. It takes effect when the bot is started.
config-same = “{ $name }” is like that already (revision { $revision }), so nothing was changed.
config-stale = Nothing was changed: { $who } was faster, { $ago } ago. Revision { $revision } stands now; look at it and say it again if you still want it.
config-stale-plain = Nothing was changed: somebody was faster. Revision { $revision } stands now; look at it and say it again if you still want it.
config-refused = Nothing was changed. { $why }
config-no-revision = Nothing was changed: there is no revision { $wanted }, or not any more. The history shows those there are.
config-old-unreadable = Nothing was changed: revision { $wanted } cannot be read either. Go back to another one.
fault-not-json = That is no JSON. A patch reads like {"{"}"options": {"{"}"memory": 5{"}"}{"}"}.
fault-not-an-object = A patch is a JSON object, with braces around it.
fault-too-long = A patch has at most 8000 bytes.
fault-unknown-setting = Nothing is called “{ $word }” here.
fault-unknown-option = Such a bot has no option “{ $word }”.
fault-no-model = It has no model to choose.
fault-no-guests = It lets in nobody but its owner.
value-not-text = “{ $option }” is a plain line of text.
value-empty = “{ $option }” is empty. null takes it away.
value-too-long = “{ $option }” has at most { $most } characters.
value-control = “{ $option }” has a character in it that nobody can see.
value-character = “{ $option }” cannot have { $odd } in it: it has letters, digits and everyday punctuation, and no quotes, braces or $.
value-secret = What you gave for “{ $option }” looks like a key. Keys are never part of a config; /edit takes them. If it is real, treat it as known to others.
value-not-one-of = “{ $option }” is one of: { $choices }.
value-not-between = “{ $option }” is a whole number from { $from } to { $to }.
value-not-yes-no = “{ $option }” is yes or no (true or false in a patch).
bulk-usage = Like this: /config all patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}. Between all and patch may stand a kind of bot (hatchling), a state (running), an account (telegram:42) and drift, which means that the last update did not work out. First I only say what would change.
bulk-word = I do not know “{ $word }”: a kind of bot, a state, an account or drift would be known. Nothing was changed.
bulk-would = A dry run, nothing is changed yet. { $n ->
    [one] One bot
   *[other] { $n } bots
} of those you mean ({ $which }) would get this patch:
bulk-would-all = A dry run, nothing is changed yet. { $n ->
    [one] One bot
   *[other] { $n } bots
} of all there are would get this patch:
bulk-same = { $n ->
    [one] One is
   *[other] { $n } are
} like that already.
bulk-beyond = { $n ->
    [one] One more bot
   *[other] { $n } more bots
} would change as well: { $most } are done at a time, say the same again for the next ones.
bulk-confirm = Write { $word } to change them, all or none. They take it up one after another.
bulk-none = { $same ->
    [0] Nothing to do: no bot is meant.
    [one] Nothing to do: the one bot that is meant is like that already.
   *[other] Nothing to do: all { $same } bots that are meant are like that already.
}
bulk-refused = Nothing was changed, not even where it could be. { $n ->
    [one] One bot does
   *[other] { $n } bots do
} not take it{ $would ->
    [0] :
   *[other] , { $would } would:
}
bulk-refusal = · { $bot }: { $why }
bulk-unreadable = Its config cannot be read.
bulk-more = … and { $n } more.
bulk-mend = Mend these (a rollback makes an unreadable one readable), or mean fewer bots.
bulk-done = { $n ->
    [one] One bot has
   *[other] { $n } bots have
} the patch in their config now and are brought up to it one after another.
bulk-later = { $n ->
    [one] One of them does not run or is busy; it takes
   *[other] { $n } of them do not run or are busy; they take
} it up when next started.
bulk-stale = Nothing was changed: bot { $bot } was changed or deleted since the dry run. Say it again for a new one.
leaving-bulk = You are about to patch many bots. Nothing is changed yet. Leave it?
why-unreadable = Its config cannot be read. Going back to a revision that can be read mends it: /config.
problem-unreadable = It could not be started, because its config cannot be read. Going back to a revision that can be read mends it: /config.

## All bots at once
fleet-head =
    { $bots ->
        [one] 1 bot of all people
       *[other] { $bots } bots of all people
    }
fleet-empty = There is no bot yet.
fleet-state = { $n } { $state }
fleet-pending = ◐ waiting
fleet-deploying = ◐ hatching
fleet-running = ● running
fleet-stopped = ○ stopped
fleet-failed = ▲ failed
fleet-adrift =
    { $n ->
        [one] 1 drifts: not what would be deployed today
       *[other] { $n } drift: not what would be deployed today
    }
fleet-troubled =
    { $n ->
        [one] 1 in trouble
       *[other] { $n } in trouble
    }
fleet-cost = Cost so far this month: ${ $dollars }
fleet-oldest = The oldest is { $age } old.
fleet-version-now = { $blueprint } { $version }, as it is here now: { $n }
fleet-version-other = { $blueprint } { $version }, another version: { $n }
fleet-version-unknown = { $blueprint }, version not noted: { $n }
fleet-page = { $from }–{ $to } of { $all } bots ({ $words })
fleet-none = No bot is like that: { $words }.
fleet-act-on = To act on all of these: /fleet restart { $words } – or stop, resume, update.
fleet-line = { $state } · { $owner } · { $blueprint } { $version } · { $age } old
fleet-line-cost = { $line } · ${ $dollars }
fleet-version-short = { $version }
fleet-version-short-adrift = { $version } (drifts)
fleet-version-short-unknown = (version not noted)
fleet-owner = Owner: { $owner }
fleet-owner-called = Owner: “{ $called }”, { $owner }
fleet-card-now = Version { $version }, as it is here now
fleet-card-adrift = Version { $version }: it drifts from what would be deployed today. An update brings it here.
fleet-card-unknown = What version it was deployed with was not noted. An update brings today's.
fleet-card-age = Made { $age } ago
fleet-card-id = Id { $id }
fleet-gone = That bot does not exist any more.
fleet-unknown = I know no bot and no word like this: { $words }. Nothing was done.
fleet-contradiction = “{ $word }” does not go with the words before it. Nothing was done.
fleet-usage = Words that describe bots: running, stopped, failed, drift, trouble, a blueprint, local or railway, older 30d, over 5 (dollars this month), an owner like telegram:42. One by one: ids, or telegram:42/nest. All of them: all.
fleet-deed-usage = Say which ones, for example: /fleet { $deed } failed
fleet-nobody = No bot is like that, so there is nothing to do.
fleet-operators-only = You may look at everything here. Acting on bots is for operators.
fleet-busy = Nothing was done. { $doing }
fleet-is-stopped = It is stopped, so nothing was done. Resume it first.
deed-restart =
    { $n ->
        [one] Restart 1 bot
       *[other] Restart { $n } bots
    }
deed-stop =
    { $n ->
        [one] Stop 1 bot
       *[other] Stop { $n } bots
    }
deed-resume =
    { $n ->
        [one] Resume 1 bot
       *[other] Resume { $n } bots
    }
deed-update =
    { $n ->
        [one] Update 1 bot
       *[other] Update { $n } bots
    }
fleet-preview = { $deed }: { $names }
fleet-preview-more = { $deed }: { $names } and { $more } more
fleet-pace =
    { $first ->
        [one] One goes first. When it is well,
       *[other] { $first } go first. When they are well,
    } at most { $wave } at a time follow. It stops by itself when { $failures } have failed, and what is done stays done.
fleet-pace-usage = How it goes on is said like this, with numbers from 1 to 200: /fleet update drift first 2 wave 20 failures 5. Nothing was done.
fleet-confirm = People will not be able to talk to them until they are resumed. Write { $word } to confirm.
fleet-count-differs = That is not “{ $word }”, so nothing was done.
fleet-not-begun = Nothing was done to any bot.
fleet-job-head = { $deed } · { $state }
job-draft = waits for your yes
job-running = → under way
job-paused = ‖ paused
job-stopped = ▲ stopped by itself
job-cancelled = ○ cancelled
job-done = ✓ done after { $took }
fleet-tally = { $done } done, { $failed } failed, { $skipped } left out, { $asked } at work, { $waiting } to come
fleet-stopped-at-canary =
    The first one failed, so I asked no other. { $waiting ->
        [one] 1 bot is as it was.
       *[other] { $waiting } bots are as they were.
    } Look at what failed, then go on or cancel.
fleet-stopped-at-failures =
    { $failed ->
        [one] 1 failed
       *[other] { $failed } failed
    }, so I asked no more. { $waiting ->
        [one] 1 bot is as it was.
       *[other] { $waiting } bots are as they were.
    } Look at what failed, then go on or cancel.
fleet-job-id = Job { $id }
fleet-target-failed = ✗ failed: { $name } of { $owner }. { $why }
fleet-target-skipped = · left out: { $name } of { $owner }. { $why }
fleet-more = … and { $n } more
skipped-busy = Something else was under way.
skipped-pointless = It was so already.
skipped-stopped = It is stopped.
skipped-gone = It does not exist any more.
skipped-cancelled = It was cancelled before.
fleet-job-file = What became of each bot, one a line.
fleet-jobs = The last jobs, newest first:
fleet-no-jobs = There was no job yet. /fleet restart failed would begin one.
fleet-no-job = I know no such job.
fleet-job-over = That cannot be done with it as it stands. Here is how it is:
fleet-job-button = { $deed }, { $ago } ago
button-fleet = All bots
button-fleet-all = Show all
button-jobs = Jobs
button-job = Show the job
button-job-file = Each bot
button-strays = Orphans
button-pause = Pause
button-go-on = Go on
button-cancel-job = Cancel it
button-update = Update
button-earlier = Earlier
button-later = Later
by-operator-stopped = “{ $name }” was stopped by whoever runs this Hatchery. Its memory and keys are safe. /history says when.
by-operator-resumed = “{ $name }” was started by whoever runs this Hatchery, and it runs.
by-operator-updated = “{ $name }” was brought up to date by whoever runs this Hatchery. Its memory and keys are as they were.
by-operator-down = Whoever runs this Hatchery worked on “{ $name }”, and it did not come up again. Its memory and keys are safe; try to restart it.
confirm-strays =
    { $n ->
        [one] Remove { $names } at Railway for good, with everything in it?
       *[other] Remove these { $n } at Railway for good, with everything in them: { $names }?
    } Write { $word } to confirm.
cancelled-strays = Nothing was removed.
stray-ends = { $removed } removed, { $kept } left alone. /strays shows what is left.
act-upgrade = brought “{ $subject }” up to date
act-fleet = work on many bots { $subject }
act-remove-stray = removed { $subject } at Railway
button-remove-all = Remove all { $n }

## What was found out about a bot
diagnosis-under-way = Looking at “{ $name }”: its process, channels, log, key, tokens and config. It takes up to a minute; I write the result here.
diagnosis-before = I am looking at “{ $name }” already; the result comes by itself.
diagnosis-good = “{ $name }” ✓ all is well
diagnosis-bad = “{ $name }” ✗ something is wrong
diagnosis-unknown = “{ $name }” ? not everything could be seen
diagnosis-at = Looked at { $ago } ago
finding-line = { $check }: { $standing } – { $saw }
standing-good = ✓ good
standing-bad = ✗ bad
standing-unknown = ? unknown
check-process = Process
check-channels = Channels
check-errors = Last errors
check-key = Key
check-token = { $token } token
check-config = Config
saw-runs =
    runs for { $since } as process { $pid }, { $restarts ->
        [0] without a restart
        [one] restarted by itself once
       *[other] restarted by itself { $restarts } times
    }
saw-runs-memory =
    runs for { $since } as process { $pid } with { $memory } MB, { $restarts ->
        [0] without a restart
        [one] restarted by itself once
       *[other] restarted by itself { $restarts } times
    }
saw-starts-again = it ended by itself and is started again (try { $n })
saw-gave-up = it ended each time it was started, so I stopped trying
saw-not-running = it does not run
saw-stopped = it is stopped, as it was told to be
saw-deployed = its deployment of { $since } ago serves; memory is not measurable there now
saw-deployed-memory = its deployment of { $since } ago serves with { $memory } MB
saw-deployment-is = Railway says of its deployment: { $word }
saw-on-its-way = Railway is at it: { $word }
saw-no-deployment = nothing of it is deployed
saw-listens = every channel listens
saw-log-says-ready = its log says that it is ready; it cannot be asked
saw-not-ready = not every channel listens yet
saw-silent = it does not answer
saw-no-errors = none in its log
saw-errors = { $lines }
saw-past-errors = none since it is ready; before that: { $lines }
saw-key-ok = its provider accepts it
saw-key-no-credit = it is real, and its account has no credit left
saw-key-bad = its provider does not accept it
saw-key-disabled = its account is switched off at the provider
saw-key-wrong-kind = it is of a kind that cannot chat
saw-key-not-permitted = it may not use this model
saw-key-model = its provider does not have the model
saw-key-busy = its provider is too busy to say
saw-key-region = its provider does not answer from here
saw-key-unreachable = its provider cannot be reached
saw-needs-no-key = it needs none
saw-key-missing = there is none
saw-token-ok = accepted, as { $handle }
saw-token-ok-nameless = accepted
saw-token-mentions-only = accepted; it reads private messages and mentions
saw-token-webhook = another program at { $host } takes its messages
saw-token-lacks = it lacks { $scopes }
saw-token-no-socket-mode = Socket Mode is off
saw-token-expires = it is one that dies within hours
saw-token-not-a-bot = it is not a bot's
saw-token-closed = the workspace does not let the app in
saw-token-revoked = not accepted (any more)
saw-token-unreachable = its platform cannot be reached
saw-token-missing = there is none
saw-fits = it fits its blueprint, as it is here now
saw-adrift = it fits, and was deployed with another version of its blueprint
saw-unfit = { $what }
saw-away = its target cannot be asked now
saw-took-too-long = it took too long to find out
saw-broke = I could not find out; the operator finds the cause in the log
misfit-blueprint = its blueprint is not here any more
misfit-target = its blueprint cannot live there
misfit-provider = its blueprint does not know this provider
misfit-channel = its blueprint does not know { $platform }
misfit-model = its blueprint does not know this model
misfit-config = its settings do not fit its blueprint; /config shows them
misfit-unreadable = its config cannot be read; going back to a revision that can be read mends it: /config
misfit-value = it holds a value that cannot be handed over
misfit-sealed = what is kept of it cannot be opened with the present key
next-nothing = There is nothing to do.
next-later = Nothing is known to be wrong. Look again in a few minutes.
next-resume = Resume it when people should talk to it again.
next-restart = Next: restart it. If that does not help, its log says more.
next-logs = Next: read its log.
next-key = Next: give it another key with Edit.
next-token = Next: give it another token with Edit.
next-edit = Next: correct it with Edit.
next-update = An update brings it up to date.
next-operator = Next: whoever runs this Hatchery has to look at it.
diagnoses-head = What I found out for you, newest first:
diagnoses-none = I have not looked at a bot for you yet. Send /diagnose with its name.
diagnosis-gone = I keep no such result for you.
diagnosis-line = “{ $name }”, { $ago } ago
button-diagnose = Diagnose
button-diagnose-bot = Look at “{ $name }”
button-look-again = Look again
button-diagnoses = Earlier results
## News to many: the questions

ask-news = What shall I write to people?
ask-news-help = **bold**, _italic_, `code` and [words](https://…) look as they say. You see it before anybody else does.
ask-news-in = What shall I write to those who speak { $language }?
news-empty = There is nothing in it yet. Write the text that people shall read.
news-too-long = That is { $length } characters, and { $longest } fit. Nothing was changed; make it shorter.
secret-in-news = That looks like a key or a token, so I did not take it. Write the text without it.
news-menu = Above is what people will see. Anything else?
news-for-all = For everybody who wants news
news-on = , on { $platform }
news-of-tier = , tier { $tier }
news-speaking = , speaking { $language }
news-live = , with a live bot
news-seen = , seen within { $days } days
news-now = It goes out as soon as you confirm it.
news-at = It goes out at { $at }.
ask-picture = Where is the picture? Send its address, which begins with https://. With a picture the text may have 1024 characters.
picture-wrong = That is no address of a picture that everybody can open. It begins with https://, and files from a chat do not work.
ask-links = Which buttons shall be below it? A line for each, for example: Read more | https://example.com/news
links-wrong = I cannot make a button of “{ $line }”. A line reads: Label | https://example.com
links-many = From one to { $most } buttons, please, a line for each.
ask-whom = Who shall get it? Each button narrows it or widens it again.
ask-when = When shall it go out? For example: in 2h, or 2026-12-01 09:00, as clocks in { $zone } show it.
when-wrong = I do not understand that time, or it is past, or further than 90 days away. For example: in 2h, or 2026-12-01 09:00.
news-review = To { $total } { $total ->
    [one] person
   *[other] people
}: Telegram { $telegram }, Discord { $discord } (opted in). About { $took } if nothing comes between.
news-write = Write { $word } to send, or
news-nobody = Nobody of them wants news and can be reached, so there is nobody to send it to.
count-differs = That is not the count. Write { $word } to send it.
count-changed = Somebody came or went meanwhile, and nothing was sent. This is the count now:
news-same = This very text went out { $ago } ago, to { $total } { $total ->
    [one] person
   *[other] people
}. Once more?
test-sent = That is how people get it.
test-not-sent = The test did not arrive: { $why }. Nothing was sent to anybody.
cancelled-news = Cancelled. Nothing was sent.
leaving-news = You are in the middle of a text to many.

## News to many: how far it is

news-scheduled = A text to { $total } { $total ->
    [one] person
   *[other] people
} goes out at { $at }.
news-sending = Sending: { $sent } of { $total } have it.
news-paused = Paused: { $sent } of { $total } have it.
news-cancelled = Cancelled: { $sent } of { $total } have it, and nobody else will.
news-done = Sent: { $sent } of { $total } have it, after { $took }.
news-left = { $n } left
news-left-at = { $n } left, { $rate } a second, about { $takes } to go
news-blocked = { $n } cannot be reached; they are left out until they write again
news-skipped = { $n } want no news any more or went meanwhile
news-perhaps = { $n } may have it or not: I was cut off, and send to nobody twice
news-failed = { $n } failed: { $cause }
halt-refusals = { $platform } turned away ten in a row, so I stopped there myself. Go on later, or leave it.
halt-too-fast = { $platform } asked me to slow down again and again, so I stopped there myself. Go on later.
halt-message = { $platform } does not take this message, so I stopped there myself. Cancel it and mend the text, the picture or the buttons.
news-is-paused = Paused. What was on its way already, at most 8, still arrives.
news-goes-on = It goes on.
news-is-cancelled = Cancelled. Those who have it keep it; nobody else gets it.
news-pointless = That is not possible any more: it is over, or it is so already.
no-broadcasts = Nothing was written to many yet.
broadcast-line = { $at }  “{ $text }”  { $state }, { $sent } of { $total }
state-scheduled = waits for its time
state-sending = being sent
state-paused = paused
state-cancelled = cancelled
state-done = sent
unsure-head = { $n } may have it or not. I was cut off while I wrote to them, and send to nobody twice:
act-broadcast = text to many “{ $subject }”
nobody-unsure = There is nobody of whom I do not know whether they have it.

## What a person is written of by itself

notifications-head = What happens to your bots I always tell you.
news-are-on = News from whoever runs this place: on
news-are-off = News from whoever runs this place: off
news-on-now = You get news from whoever runs this place from now on.
news-off-now = No more news. What happens to your own bots I still tell you.

## News: prompts, fields and buttons

prompt-news = news
prompt-when = when
prompt-count = count
field-news = Text
field-picture = Picture: an https:// address
field-links = Buttons: Label | https://…
field-when = When
field-count = For how many
button-write-count = Write the count
button-news-review = Go on
button-news-text = Text
button-news-in = In { $language }
button-news-picture = Picture
button-no-picture = No picture
button-news-links = Buttons
button-no-links = No buttons
button-news-whom = To whom
button-news-when = When
button-news-now = At once
button-news-test = Send a test to me
button-news-anyway = Send it again
button-everywhere = Everywhere
button-every-tier = Every tier
button-every-language = Every language
button-live-bot = With a live bot
button-seen-any = Whenever seen
button-seen = Seen in { $days } days
button-pause-news = Pause
button-resume-news = Resume
button-cancel-news = Cancel it
button-unsure-news = Who is unsure
button-no-news = No more news
button-news = Send me news

## Alarms
alarm-head = Alarm: { $what }
alarm-still = This still lasts, since { $since }: { $what }
all-clear = All clear: { $what } It lasted { $lasted }.
wrong-failures = { $failed } of { $ended } operations failed within 15 minutes, and not because of the people.
wrong-queue = work has been due for { $age } and nobody takes it up.
wrong-outbox = a message has been waiting for { $age } to be sent.
wrong-budget = Railway lets me ask only { $left } of { $limit } more times in this hour.
wrong-database = the database takes { $ms } ms for a tiny write, again and again.
wrong-token = { $platform } does not accept my token any more.
wrong-disk = only { $mb } MB of disk are free where DATA_DIR is.
wrong-webhook = the webhook for alerts does not take my messages: { $why }
means-failures = New bots, restarts and changes fail. Bots that run go on, and what failed does not count for anybody.
means-queue = People wait for their bots. Nothing is lost; it goes on where it stopped.
means-outbox = Somebody is not told what happened. Nothing is lost; it is tried on.
means-budget = New bots will have to wait. Those that run go on.
means-database = Everything becomes slow. Nothing is lost.
means-token = Nobody there is heard or answered. Their bots go on.
means-disk = When it is full, nothing can be saved any more. Until then all goes on.
means-webhook = Alarms come by chat only, as this one.
remedy-failures = The log has the cause of each. /maintenance on "text" lets new bots wait.
remedy-queue = Look whether Hatchery has enough processor and memory, or start a second one on the same database.
remedy-outbox = Look whether the platform has an outage. If not, the log has the cause.
remedy-budget = It is filled again within the hour. If this comes often, a larger plan at Railway has more.
remedy-database = Look at the load and the disk of its machine.
remedy-token = Make a new token there, set { $setting } to it and start me again.
remedy-disk = Make room, or give it a larger disk.
remedy-webhook = Set ALERT_WEBHOOK_URL to one that exists, start me again and try it with /alerts test.
right-failures = operations succeed again.
right-queue = work is taken up in time again.
right-outbox = no message waits any more.
right-budget = Railway lets me ask enough again.
right-database = the database is quick again.
right-token = { $platform } accepts my token again.
right-disk = there is enough room on the disk again.
right-webhook = the webhook for alerts takes my messages again.

## What is watched
alerts-head = What I watch, as it is now:
usage-alerts = Like this: /alerts, /alerts test, /alerts mute, /alerts mute queue, /alerts unmute.
watch-fine = ● fine: { $what }
watch-doubtful = ◐ looks bad, I look again: { $what }
watch-raised = ▲ alarm since { $since }: { $what }
read-failures = { $failed } of { $ended } operations failed within 15 minutes
read-queue = the oldest work has been due for { $age }
read-no-queue = no work waits
read-outbox = the oldest message has been waiting for { $age }
read-no-outbox = no message waits
read-budget = { $left } of { $limit } requests to Railway left in this hour
read-database = the database took { $ms } ms for a tiny write
read-token = { $platform } accepts my token
read-token-refused = { $platform } does not accept my token
read-disk = { $mb } MB of disk free
read-webhook =
    the webhook for alerts failed { $failed ->
        [one] once
       *[other] { $failed } times
    } in a row
alerts-to-webhook = I tell operators and owners in their chats, and a webhook of { $platform }.
alerts-to-chat = I tell operators and owners in their chats. No webhook is set.
alarm-all = all alarms
alarm-failures = the alarm of failures
alarm-queue = the alarm of waiting work
alarm-outbox = the alarm of waiting messages
alarm-budget = the alarm of Railway's budget
alarm-database = the alarm of a slow database
alarm-token = the alarm of a refused token
alarm-disk = the alarm of a full disk
alarm-webhook = the alarm of the webhook
alarms-muted = Muted for everybody for 1 hour: { $what }. What still lasts then is told then.
alarms-unmuted = Nothing is muted any more. The others were told.
nothing-muted = Nothing is muted.
alarms-muted-by = Muted for another { $left } by { $by }: { $what }.
alarms-unmuted-by = { $by } ended the mute: alarms are told again.
alerts-test = This is a test of alerts, sent by { $by }. Nothing is wrong.
alerts-tested =
    { $arrived ->
        [0] The test arrived nowhere:
       *[other] The test arrived at { $arrived } of { $all }:
    }
place-webhook = the webhook of { $platform }
arrived = ● arrived: { $place }
not-arrived = ▲ not arrived: { $place }: { $why }
and-more-places = and { $n } more
no-alert-webhook = No webhook is set. ALERT_WEBHOOK_URL takes one of Slack or Discord.
missed-stranger = they have never written to me, so I do not know them.
missed-off = I am not switched on there.
missed-token = my token is not accepted there.
missed-blocked = they cannot be reached; they may have blocked me.
missed-wait = it asks me to wait for { $wait }.
missed-silent = nobody answered in time.
missed-refused = it was refused.
unposted-because = it answers { $status }, { $word }.
unposted-refused = it answers { $status }.
unposted-unreachable = it cannot be reached.
button-alerts = All alerts
button-mute = Mute 1 h
button-unmute = Unmute
button-test-alerts = Send a test
act-mute-alerts = muted alarms: { $subject }
act-unmute-alerts = ended the mute of alarms
act-test-alerts = tried how alarms are told

# What opens the HTTP API
command-token = tokens for the HTTP API: new, list, revoke
usage-token =
    Write it like this:
    /token new
    /token new read 7d
    /token new read deploy 90d
    /token list
    /token revoke ab12
access-token =
    Here is your token, for { $scopes }, until { $until }:
    { $token }
access-token-help = I show it only now and keep no copy. Whoever has it acts as you: store it safely and delete this message. /token revoke and its last four characters void it at once.
access-token-too-many = You have { $most } tokens, which is the most. Nothing was made: revoke one first, /token list shows them.
access-token-needs-role = A token for admin is for people with a role here, so I made none. /token new makes one for read and deploy.
access-token-revoked = { $tail } opens nothing any more.
no-such-access-token = You have no token that ends so. Nothing was changed; /token list shows yours.
no-access-tokens = You have no tokens for the HTTP API.
access-tokens-head = Your tokens for the HTTP API:
access-token-line = { $tail }  { $scopes }, ends in { $ends }
access-token-used = { $line }, used { $ago } ago
access-tokens-help = /token revoke and the end of one voids it.
act-api-token = token for the API { $subject }
act-revoke-api-token = token for the API revoked { $subject }

## Bots after other ones

command-clone = hatch another bot like one of yours
command-share = let others hatch a bot like yours
word-bot-or-code = one of your bots, or the code of a shared one
share-made = Whoever has this link can hatch a bot like “{ $name }” for { $lasts }:
share-command = In another chat with me: /clone { $code }
share-carries = This is what they see and get:
share-without = No key, token, memory or chat of yours goes with it, and nobody's name. A new link makes this one void.
share-setting = { $name }: { $value }
share-offered = Somebody shares a bot with you, “{ $name }”. Yours would be like this:
share-yours = You bring your own { $provider } key and tokens. It is yours alone: whoever shares it sees nothing of it.
share-yours-alone = It is yours alone: whoever shares it sees nothing of it.
share-over = Nothing is behind that link. It may be mistyped, ended or older than 30 days; ask for a new one, or hatch a bot of your own.
share-no-kind = This kind of bot is not hatched here any more. Ask whoever shared it, or hatch another with /deploy.
share-ended = The link to bots like “{ $name }” is void. Bots that were hatched after it stay.
not-shared = “{ $name }” is not shared.
review-key-to-come = AI: { $provider }, with your own key
review-settings = Set: { $settings }
button-copy-address = Copy the address
button-copy-link = Copy the link
button-copy-command = Copy the command
button-copy-code = Copy the code
invite-by-link = As a link that opens me on Telegram: { $link }
link-by-link = Or open this in Telegram, which sends it for you: { $link }
button-end-share = Stop sharing
button-hatch-like = Hatch one like it
act-share = shared what “{ $subject }” is made of
act-end-share = stopped sharing “{ $subject }”

## Keys that are kept for several bots

command-keys = keys of AI providers that I keep for your bots
usage-keys = /keys shows the keys that I keep for you. /keys add, /keys replace …x7Qp and /keys delete …x7Qp change them.
keys-head = Keys that I keep for your bots:
no-keys = I keep no keys for you yet. A key that is kept here is offered whenever a bot needs one, and replaced for all its bots in one go.
key-line = { $provider } { $tail } · used by { $bots }
key-line-unused = { $provider } { $tail } · used by no bot yet
key-card = { $provider } key { $tail }, kept since { $since }
key-card-checked = Its provider said that it is good { $ago } ago.
key-card-unchecked = Whether its provider takes it is not known yet; I ask before a bot gets it.
key-used-by = Used by { $bots }.
key-unused = No bot uses it.
key-on-its-way = It is on its way to its bots, one by one. Nothing else can be done with it until that is settled.
key-kept = { $provider } key { $tail } is kept, locked away encrypted. I offer it whenever a bot needs one.
key-known = Key { $tail } is kept already, so nothing was added.
key-may-be-kept = The key { $tail } is for “{ $name }” alone. I can keep it for your other bots, too.
key-same = Key { $tail } is the one that is kept, so there is nothing to replace.
too-many-keys = I keep { $most } keys for you, which is the most. Nothing was kept; delete one in /keys first.
no-such-key = There is no such key, or several end so. Nothing was changed.
key-deleted = { $provider } key { $tail } is deleted here. At { $provider } it stays good until you revoke it there.
key-in-use = { $provider } key { $tail } is used by { $bots }, so I did not delete it. Replace it, or give { $bots } another key with /edit first.
key-still-kept = It stays in /keys, where you can replace it for all its bots.
key-no-credit-kept = Key { $tail } is real, but its account has no credit left, so a bot with it could not answer anyone.
ask-key-provider = Whose key is it?
ask-key-kept = I keep it for all your bots; none gets it until you say so.
ask-key-replace =
    { $n ->
        [one] When it is good, { $bots } gets it in place of { $tail }. If it does not come up well with it, it gets { $tail } back and I tell you.
       *[other] When it is good, { $n } bots get it in place of { $tail }: { $bots }. One by one, each when the one before answers again; at the first that does not, I stop and tell you.
    }
ask-key-replace-unused = It takes the place of { $tail }, which no bot uses.
cancelled-key = No key was kept or replaced.
leaving-key = You are in the middle of giving me a key. Leave that?
key-replaced = The kept { $provider } key is { $tail } now. No bot used the old one; it is deleted here, and you can revoke it at { $provider }.
key-replacing =
    { $n ->
        [one] Key { $tail } goes to the bot that uses it now. The next message shows how far it is; you can leave, I will write when it is done.
       *[other] Key { $tail } goes to { $n } bots now, one by one. The next message shows how far it is; you can leave, I will write when it is done.
    }
key-move = { $provider } key { $tail } takes the place of { $before }
key-move-back = Back to { $provider } key { $tail }, away from { $before }
key-move-help = The next one waits until the one before answers again.
key-move-paused = It waits: you may not change bots now. Both keys are safe.
key-bot-waits = “{ $name }” waits
key-bot-asked = “{ $name }” starts with it
key-bot-goes-back = “{ $name }” is not well with it and gets { $before } back
key-bot-has-it = “{ $name }” has it
key-bot-when-started = “{ $name }” is stopped and takes it up when it is started
key-bot-failed = “{ $name }” is not well with it
key-bot-left-out = “{ $name }” is left out: it is gone, or has another key by now
key-stopped = “{ $name }” did not come up well with { $provider } key { $tail }.
key-stopped-help = I stopped there. Both keys are kept until you say what now.
key-left-going-back = “{ $name }” is being given { $before } back.
key-left-well = “{ $name }” has { $before } again and is well.
key-left-serves-on = “{ $name }” has { $before } again; what ran before the change has gone on all the time.
key-left-untouched = Nothing was done to “{ $name }”; it goes on with { $before }.
key-left-unwell = “{ $name }” has { $before } again, but is not well yet. /status shows how it is.
key-have = With { $tail }: { $bots }
key-have-not = Still with { $before }: { $bots }
key-moved =
    { $n ->
        [0] { $provider } key { $tail } is in place; no bot needed it any more. { $before } is deleted here, and you can revoke it at { $provider }.
        [one] 1 bot has { $provider } key { $tail } now. { $before } is deleted here, and you can revoke it at { $provider }.
       *[other] { $n } bots have { $provider } key { $tail } now. { $before } is deleted here, and you can revoke it at { $provider }.
    }
key-moved-back = Your bots are back on { $provider } key { $tail }. { $before } is deleted here.
key-left-so = It stays as it is. { $before } stays with { $bots }, as a key that /keys no longer shows; { $tail } is the one that is kept.
key-goes-on = It goes on. The message with the list shows how far it is.
key-stays-so = It stays as it is.
key-move-over = That is settled already. /keys shows how it is.
button-add-key = Add a key
button-all-keys = All keys
button-replace-key = Replace
button-use-key = Use my { $provider } key { $tail }
button-key-of = Use the key of “{ $name }”
button-keep-for-others = Keep this key for other bots
button-key-back = Back to { $before }
button-key-leave = Leave it so
act-keep-key = key kept: { $subject }
act-replace-key = key replaced: { $subject }
act-drop-key = key deleted: { $subject }

## The private page on which a key or token is given
button-private-page = Private page
button-open-page = Open the page
private-page-hint = Or use the private page: what you write there does not pass through { $platform }.
private-page-later = Leave the key out of the form to give it on a private page.
private-page = Here is your private page. { $what }.
private-page-help = It works once, for { $lasts }, and what you write there does not pass through { $platform }. I go on here by myself. Back, Cancel or a newer link voids it.
secret-of = { $what } for “{ $name }”
secret-of-new = { $what } for your new bot
page-title = Private page
page-looks = Looking the link up.
page-needs-script = This page needs JavaScript to read its link, and it is switched off here. Nothing was sent. Switch it on, or answer in the chat instead.
page-no-link = This page opens with its own link. Go back to the chat, press Private page and open the link you get there.
page-show = Show
page-hide = Hide
page-send = Send
page-sends = Sending.
page-where = It goes over an encrypted line to this Hatchery, is checked, and is locked away encrypted.
page-leave-empty = What you leave empty here I ask for afterwards:
page-lost = Hatchery did not answer, so it is not certain whether this arrived. Press Send again: it is taken once at most.
page-busy = Too many tries from your network. Nothing was taken. Wait a minute, then press Send again.
page-foreign = This did not come from the page itself, so nothing was taken. Open the link from the chat once more, in a browser of its own.
page-too-long = That is too long. Nothing was taken, and the link is still good.
page-whose = It is for a bot of { $who }. Is that not you? Then close this page: what you write here would be theirs.
page-ends = This page works once and closes in { $left }.
page-taken = It has arrived. Go back to the chat, where it goes on by itself. You can close this page.
page-used = This link was used already, so nothing was taken now. Look into the chat: it went on there.
page-replaced = A newer link has taken the place of this one, so nothing was taken. Use the newest link in the chat.
page-closed = Too many tries were made with this link, so it is closed and nothing was taken. Press Private page in the chat for a new one.
page-time-is-over = The time of this link is over, so nothing was taken. Press Private page in the chat for a new one.
page-moved-on = The chat has gone on since this link was made, so the link is void and nothing was taken. Go back to the chat to see where you are.
page-unknown = This link is not known here. It may have been cut off, or it is long over. Nothing was taken. Press Private page in the chat for a new one.
page-not-yours = This link was made for somebody else, so nothing was taken. It still works for them. If you want a bot of your own, write to me yourself.
page-unproven = Telegram's word on who opened this page is too old or does not hold, so nothing was taken. Close the page and open it again by its button in the chat.

## Bots on Telegram that people make through us

command-rotate = give a bot on Telegram a new token
ask-token-or-make = “{ $name }” needs a Telegram bot of its own. I can make it for you: confirm in Telegram, nothing to copy. Only you can write to it.
ask-token-or-make-help =
    If Telegram says the name is taken, choose another there. If it says you have too many bots, delete one in @BotFather first.
    Have a token already? Send it here. { $stays }
fetching-token = { $handle } is made. I am getting its token from Telegram.
still-fetching-token = I am still getting the token of { $handle } from Telegram.
managed-for-later = { $handle } is made; I use it when we come to Telegram.
managed-after-this = Finish or cancel this first; { $handle } stays yours, and I offer it again.
managed-late = That took too long, so I had stopped waiting. { $handle } is yours. Use it?
managed-kept = { $handle } is made and yours. Nothing uses it yet; I offer it the next time you hatch a bot on Telegram.
managed-unasked = { $handle } is made and yours, with me as its manager. Nothing runs it yet. I can hatch an assistant that answers there.
managed-taken = That Telegram bot is in use already, or is not yours any more.
managed-refused = Telegram does not give me the token of { $handle }: I may not manage bots any more, or not this one. Nothing was stored; the bot is yours.
managed-refused-help = You can still use it: @BotFather, /mybots, “API Token”, and send me the token.
managed-unreachable = I cannot reach Telegram right now, so I do not have the token of { $handle } yet. The bot is yours.
managed-rotating = I get a new token from Telegram and bring it to the bot. I write when it is done.
not-managed = I cannot ask Telegram for the token of that bot any more. In @BotFather, /mybots, “API Token”, “Revoke”; then /edit gives it to me.
rotate-by-hand = The token of “{ $name }” came from @BotFather, so only you can replace it: /mybots, “API Token”, “Revoke”. Then give me the new one with /edit.
rotate-no-telegram = “{ $name }” is not on Telegram, so it has no token that I could replace.
managed-lost =
    { $handle }, the Telegram bot of “{ $name }”, belongs to somebody else now.
    I do not take its new token. “{ $name }” keeps its memory and its other channels.
    Give it another Telegram bot with /edit.
managed-gone =
    Telegram does not give me the token of { $handle } any more, the bot of “{ $name }”.
    I changed nothing. If it stopped answering there, its old token is void.
    Get the token in @BotFather, /mybots, and give it to me with /edit.
managed-token-kept = { $handle } has a new token. “{ $name }” is stopped and takes it up when you start it.
managed-token-taken-up = { $handle } has a new token. “{ $name }” goes on with it; there is nothing for you to do.
child-description = { $name } is a personal assistant. It answers its owner, and whom its owner let in.
child-short = { $name }, a personal assistant
child-new = forget what was said and begin anew
button-make-bot = Create the bot for me
button-have-token = I have a token
button-use-made = Use { $handle }
