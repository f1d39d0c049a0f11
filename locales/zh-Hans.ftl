# Hatchery 说的每一句话，简体中文。消息的名称和变量在每种语言里都相同。

## 开始与帮助

welcome = 我来孵化机器人。告诉我一个名字和一家 AI 服务商，一两分钟后你就有了自己的助手，只为你一个人运行。
you-have = 你有 { $live } 个机器人，最多 { $limit } 个。
no-access = 这个 Hatchery 凭邀请进入。如果你有邀请码，发到这里；如果没有，问问管理它的人。
redeemed = 邀请码有效，欢迎你。
wrong-code = 我不认识这个邀请码。可能已经用过，或者输错了。
how = 你选一个名字、用谁家的 AI，以及在哪里和它聊天。我启动机器人，问它一个问题，确认它会回答，之后一直照看它：倒下了会自己起来，状态和日志你随时能看。你也可以用英语或西班牙语说一句话：deploy a Claude bot called nest on Telegram。
help-head = 我能听懂这些：
help-more = 还有更多，/help all 会说明每一个的用途：{ $commands }
unknown-command = 我不认识这个命令。
unknown-command-near = 我不认识这个命令。你是想说 { $nearest } 吗？
not-understood = 我没听懂。要我为你孵化一个机器人吗？
topic-of = 这是“{ $name }”的话题：在这里，/logs、/restart 这样的命令指的就是它。要和它说话，请直接写给那个机器人。
looking-up = 稍等，我正在查……
asked-elsewhere = 我还有一个问题在本聊天的别处等着回答，所以没有把这句话当作答案。
told-in-topic = 正在办。结果会写在话题“{ $name }”里。
only-text = 在这里我只能读文字。
in-group = 密钥不该出现在群里。我们私下来吧。
broken = 我这边出了问题，什么都没有改动。过一会儿再试；如果又这样，把这个编号告诉管理的人：{ $reference }。
step-over = 那一步已经过去了。你现在在这里：
step-over-idle = 那一步已经过去了。
after-this = 先完成或取消这件事；那个按钮之后仍然有效。
press-a-button = 请按其中一个按钮。
leaving-console-of-railway = 你的机器人在 Railway 继续运行。想照看它们时再启动我。再见。
leaving-console = 你的机器人随 Hatchery 一起停止，也会随它一起再启动。再见。
console-how-to-leave = 要离开，按 Ctrl-D。
console-trouble = 我这边出了问题，什么都没有改动。原因在日志里：DATA_DIR 里的 hatchery.log。
plain = { $text }
joined = { $first }{ $second }

## 菜单里列出的命令

command-deploy = 孵化一个新机器人
command-status = 你的机器人怎么样了
command-logs = 机器人日志的最后几行
command-restart = 重启一个机器人
command-stop = 停止一个机器人
command-resume = 启动一个已停止的机器人
command-edit = 更换机器人的密钥、模型、令牌或访客
command-delete = 永久删除一个机器人
command-quota = 你用了多少，还剩多少
command-language = 更换语言
command-timezone = 设置你所在的时区
command-link = 让你在这里和另一个平台上是同一个人
command-unlink = 让这个账号重新独立
command-cancel = 离开当前的问题
command-help = 所有命令
command-start = 开始，或看看你在哪一步
command-config = 查看和更改机器人的设置
command-diagnose = 检查一个机器人
command-history = 你的机器人发生过什么，是谁做的
command-notifications = 我会主动给你写什么
command-export = 我知道的关于你的一切，一个文件
command-forget = 删除你的账号、机器人和密钥
command-user = 找到某个人，决定他能做什么
command-invite = 生成一个邀请码
command-tier = 设定某个人的等级
command-fleet = 所有人的所有机器人
command-strays = Railway 上还留着、却没有机器人的东西
command-broadcast = 给很多人发消息
command-maintenance = 让新机器人先等一等
command-spend = Railway 每月花费的上限
command-alerts = 我在盯着什么，会告诉谁
command-admin = 谁有什么角色

## 孵化：要问的问题

ask-blueprint = 要哪一种机器人？
ask-name = 给它起什么名字？
ask-name-help = 3 到 32 个字母或数字。
name-taken = 你已经有一个叫“{ $name }”的机器人。
name-too-short = 这个名字太短了。
name-too-long = 这个名字太长了。
name-one-line = 名字是一行普通文字。
name-character = 名字里不能有“{ $odd }”。字母、数字、空格、“-”和“_”都可以。
name-no-letter = 名字里至少要有一个字母或数字。
ask-provider = “{ $name }”用谁家的 AI？密钥由你带来，它思考的费用记在你那边的账户上。
ask-provider-unnamed = 你的机器人用谁家的 AI？密钥由你带来，它思考的费用记在你那边的账户上。
pick-provider = 我不认识这家服务商。请从这些里选一个。
key-too-early = 那看起来像密钥，所以我没有保留。需要时我会问你要。
ask-key = 把你的 { $provider } 密钥发给我。它以 { $shape } 开头。
ask-key-any-shape = 把你的 { $provider } 密钥发给我。
ask-key-help = 我会用一个几乎不花钱的小问题检查它，再加密锁好。它不会留在这个聊天里。
ask-key-at-terminal = 我会用一个几乎不花钱的小问题检查它，再加密锁好。你输入时它不会显示出来。
ask-key-by-form = { $provider } 密钥请填进按钮后面的表单，绝不要写在消息里。我会用一个几乎不花钱的小问题检查它，再加密锁好。
where-is-the-key = { $provider } 在这里发放密钥：{ $address }
message-deleted = 你的消息已删除。
delete-it-yourself = 我没有权限删除你的消息。请你自己删掉，免得有人读到里面的秘密。
checking-key = 已收到密钥 { $tail }。正在向 { $provider } 核实。
still-checking = 我还在检查你发来的密钥。
key-too-short = 作为 { $provider } 的密钥，这太短了。
key-too-long = 作为 { $provider } 的密钥，这太长了。
key-alphabet = 这不可能是 { $provider } 的密钥：密钥是一整段普通字母、数字和短横线，中间没有空格。
key-of-another = 这看起来是 { $other } 的密钥，我需要的是 { $provider } 的。
key-is-token = 这看起来是 { $platform } 机器人的令牌。我需要的是 { $provider } 的密钥。
key-is-admin = 这是 { $provider } 的管理密钥，不能用来聊天。我需要一把普通的。
key-is-subscription = 这属于聊天订阅，{ $provider } 不允许在程序里使用。我需要 API 密钥。
key-refused = { $provider } 不接受密钥 { $tail }。它可能不完整、已撤销，或者是别家的。
key-account-disabled = 密钥 { $tail } 的账户已被 { $provider } 关闭。
key-wrong-kind = 密钥 { $tail } 是真的，但 { $provider } 不让这一类密钥聊天。
key-no-credit = 密钥 { $tail } 是真的，但它的账户没有余额了，“{ $name }”没法回答任何人。
key-no-credit-help = 你可以先继续，以后再充值。
key-not-permitted = 密钥 { $tail } 是真的，但 { $provider } 不让它用这个模型。
key-model-unavailable = 密钥 { $tail } 是真的，但 { $provider } 没有给它常用的模型。你可以以后选另一个。
key-rate-limited = { $provider } 正忙，要求等一等，所以我还不知道密钥能不能用。
key-region = { $provider } 不接受从我所在的地方发出的请求，所以我不知道密钥能不能用。
key-unreachable = 我现在连不上 { $provider }，所以不知道密钥能不能用。
nothing-stored = 什么都没有保存。
secret-unasked = 那看起来像密钥，而我并没有问你要，所以一点都没有保留。如果别人可能看到了，请撤销它。
secret-in-command = 密钥不该跟在命令后面，所以我一点都没有保留。我会问你要的。
ask-channels = 大家在哪里和“{ $name }”聊天？选一个或多个。
ask-channels-unnamed = 大家在哪里和你的机器人聊天？选一个或多个。
pick-channels = 请至少选一个。
ask-token = “{ $name }”需要一个自己的 Telegram 机器人。把它的令牌发给我。
not-in-the-chat = 它不会留在这个聊天里。
not-shown = 你输入时它不会显示出来。
by-form = 请填进按钮后面的表单，绝不要写在消息里。
ask-token-help = 它的样子像 123456789:AA…。{ $stays }
where-is-the-token = 在 Telegram 打开 @BotFather，发送 /newbot ，选一个名字，然后复制它给你的令牌。
ask-discord-token = “{ $name }”需要一个自己的 Discord 机器人。把它的令牌发给我。
ask-discord-token-help = 它有三段，中间用点隔开。{ $stays }
ask-slack-bot-token = “{ $name }”在 Slack 上需要一个自己的应用。把它的机器人令牌发给我。
ask-slack-bot-token-help = 它以 xoxb- 开头。{ $stays }
ask-slack-app-token = 现在是“{ $name }”的应用令牌，它靠这个来收听。
ask-slack-app-token-help = 它以 xapp- 开头。{ $stays }
where-is-the-discord-token = 打开 discord.com/developers/applications ，新建一个应用，打开“Bot”，按“Reset Token”。
where-is-the-slack-bot-token = 打开 api.slack.com/apps ，新建一个应用，加上机器人权限 app_mentions:read、chat:write 和 im:history，安装它，然后复制“Bot User OAuth Token”。
where-is-the-slack-app-token = 在应用页面打开“Socket Mode”，然后在“Basic Information”下生成一个带 connections:write 的应用级令牌。
checking-token = 已收到令牌 { $tail }。正在向 { $platform } 核实。
still-checking-token = 我还在向 { $platform } 核实你发来的令牌。
token-shape = 这不是机器人令牌。令牌的样子像 123456789:AA…，冒号后面约 35 个字符。
token-shape-discord = 这不是 Discord 的机器人令牌。它有三段，中间用点隔开，总共约 70 个字符。
token-shape-slack-bot = 这不是完整的 Slack 机器人令牌。它以 xoxb- 开头。
token-shape-slack-app = 这不是完整的 Slack 应用令牌。它以 xapp- 开头。
token-is-key = 这看起来是 { $other } 的密钥。我需要的是 { $platform } 机器人的令牌。
token-of-another = 这看起来是 { $other } 的令牌。我需要的是 { $platform } 的。
token-is-slack-bot = 这是机器人令牌。我需要应用令牌，它以 xapp- 开头。
token-is-slack-app = 这是应用令牌。我需要机器人令牌，它以 xoxb- 开头。
token-is-discord-secret = 这是客户端密钥或公钥。我需要“Bot”页面上的令牌。
token-is-slack-secret = 这是应用页面上的一个密钥，不是它的令牌。
token-revoked = { $platform } 不认识令牌 { $tail }。它可能不完整，或已撤销。
token-webhook = { $handle } 已经由另一个程序在运行（它在 { $host } 有一个 webhook）。
token-webhook-help = 两个程序共用一个机器人，会互相抢走消息。
token-cannot-read = Discord 不让 { $handle } 读取没有提到它的消息。
token-cannot-read-help = 要我打开吗？不打开的话，机器人只在私聊里和被提到时回答。
token-cannot-switch = Discord 不让我为 { $handle } 打开读取消息的权限。
token-cannot-switch-help = 你可以自己来：开发者门户，“Bot”，“Message Content Intent”。
token-lacks = Slack 没有给机器人所需的全部权限：{ $scopes }。把它加到应用里，重新安装应用，再把新令牌发给我。
token-no-socket-mode = 应用没有在收听：Socket Mode 是关着的。在应用页面打开它，再试一次。
token-expires = 这个令牌几小时内就会失效，因为应用会轮换令牌。在应用页面关掉轮换，再把它给你的令牌发给我。
token-not-a-bot = 这个令牌是以人的身份说话，不是机器人。我需要机器人令牌，它以 xoxb- 开头。
token-closed = 工作区不让这个应用进入。它的管理员可以放行，之后再试一次。
token-in-use = 这个 { $platform } 机器人已经属于这里运行的另一个机器人。每一个都要有自己的。
token-unreachable = 我现在连不上 { $platform }，所以不知道令牌能不能用。
ask-owner = 你在 { $platform } 上是谁？“{ $name }”在那里只和你聊天。请发来你的{ $platform ->
        [Slack] 成员 ID
        [Discord] 用户 ID
       *[other] 号码
    }。
ask-owner-telegram = 在 Telegram 上给 @userinfobot 发一条消息，它就会告诉你。
ask-owner-discord = 在 Discord：设置，“高级设置”，打开“开发者模式”；然后右键点自己的名字，“复制用户 ID”。
ask-owner-slack = 在 Slack：你的个人资料，三个点，“复制成员 ID”。它以 U 开头。
owner-shape-telegram = Telegram 号码只有数字，例如 123456789。
owner-shape-discord = Discord 用户 ID 是 15 到 20 位数字，没有别的。
owner-shape-slack = Slack 成员 ID 以 U 或 W 开头，大约有 11 个大写字母和数字。
too-big = { $blueprint } 需要 { $needs } MB 内存，而 Railway 的 { $plan } 套餐给每个机器人 { $gives } MB。只有管理的人能更换套餐。
review = 可以孵化“{ $name }”了
review-blueprint = 蓝图：{ $blueprint }
review-key-checked = AI：{ $provider }，密钥 { $tail }（已核实）
review-key-no-credit = AI：{ $provider }，密钥 { $tail }（还没有余额）
review-key-unchecked = AI：{ $provider }，密钥 { $tail }（未核实）
review-echo = AI：没有，它只重复听到的话
talks-on = 聊天的地方：{ $places }
and = { $first }、{ $second }
place-web = 网页
place-as = { $platform }（{ $handle }）
review-local = 运行在：这台机器，不超过 { $memory } MB
review-railway = 运行在：Railway，最多 { $memory } MB，每月约 { $dollars } 美元
review-railway-only = 运行在：Railway，最多 { $memory } MB
review-after = 之后你有 { $live } 个机器人（最多 { $limit } 个），这个小时还能孵化 { $left } 次。
ask-change = 你想改什么？
leaving-hatch = 你正在孵化“{ $name }”。
leaving-new-hatch = 你正在孵化一个机器人。
leaving-edit = 你正在更改一个机器人。
leaving-delete = 你正在删除一个机器人。
cancelled-hatch = 已取消。什么都没有创建，你发来的内容也已忘掉。
cancelled-edit = 什么都没有改动。
change-noted = 记下了。机器人启动时生效。
cancelled-delete = 什么都没有删除。
nothing-to-cancel = 没有可以取消的事。
cancel-which-hatch = “{ $name }”正在孵化。要我停下来并移除它吗？

## 限制

banned = 你不能再在这里孵化或更改机器人了。已有的可以停止和删除；如果是弄错了，问问管理这个 Hatchery 的人。
banned-because = 你不能再在这里孵化或更改机器人了：{ $reason }。已有的可以停止和删除。
maintenance = { $notice ->
    [empty] 新机器人要等一阵子：这个 Hatchery 正在维护。你的机器人继续运行，你已经回答的内容保留一天。
   *[other] { $notice }
    你的机器人继续运行，你已经回答的内容保留一天。
}
spend-reached = 新机器人要等到下个月：这个月机器人的费用已经用完。你的机器人继续运行。
limit-reached = 你有 { $live } 个机器人，最多 { $limit } 个，已经满了。删掉一个，腾出位置。
hour-used = 你这个小时的 { $limit } 次孵化已经用完。{ $free_in }后可以再孵化。
day-used = 你今天的 { $limit } 次孵化已经用完。{ $free_in }后可以再孵化。
left-this-hour = 这个小时还能孵化 { $left } 次。
left-today = 今天还能孵化 { $left } 次。
left-this-hour-resets = 这个小时还能孵化 { $left } 次，{ $resets }后多一次。
left-today-resets = 今天还能孵化 { $left } 次，{ $resets }后多一次。
your-tier = 你的等级：{ $tier }。
will-remind = 下一次可以用时我会告诉你。
quota-free = 你又可以孵化机器人了。

## 对机器人的操作

progress-deploy = 正在孵化“{ $name }” · { $elapsed }
progress-restart = 正在重启“{ $name }” · { $elapsed }
progress-stop = 正在停止“{ $name }” · { $elapsed }
progress-resume = 正在启动“{ $name }” · { $elapsed }
progress-update = 正在更改“{ $name }” · { $elapsed }
progress-delete = 正在删除“{ $name }” · { $elapsed }
stage-check = 密钥已核实
stage-place = 位置已准备
stage-variables = 密钥已交付
stage-start = 已带着密钥启动
stage-source = 已启动
stage-restart = 已重启
stage-answer = 第一次回答
stage-stop = 已停止
stage-remove = 已移除
you-can-leave = 你可以离开，完成时我会告诉你。
wait-queue = Railway 还没有空位；“{ $name }”在排队，会自己继续。
wait-place = 你的另一个机器人正在 Railway 创建或移除；“{ $name }”在等它完成。
wait-approval = Railway 要求有人在它的控制台里批准；管理的人可以做。
wait-outage = 我现在连不上 Railway；一连上，“{ $name }”就会自己继续。
wait-incident = Railway 报告了一起事故（“{ $said }”）。“{ $name }”会自己继续。
wait-budget = Railway 暂时不再接受我的请求；“{ $name }”会自己继续。
wait-unknown = Railway 说“{ $word }”，我不认识这个词；我继续看着。
stretch-accepted = Railway 接下了任务。
stretch-building = Railway 正在构建它。
stretch-fetching = Railway 正在下载镜像并启动它。
stretch-health-check = 它已启动；Railway 在等它的健康检查。
stretch-starting = 它在运行；我在等它的第一句话。
alive = “{ $name }”活了。{ $took }后，它回答了第一个问题。
alive-listens = “{ $name }”活了。{ $took }后，它告诉我所有渠道都在收听。
alive-started = “{ $name }”在 { $took }后启动，并通过了健康检查。
alive-started-help = 它没有公开地址，所以我没法自己问它。给它写一句，看看如何。
alive-but = “{ $name }”在运行，但还不能回答。{ $what }
open-web = 在这里和它聊天：{ $address }
open-control-page = 它的控制页面：{ $address }
talk-on = 在 { $platform } 上和它聊天：{ $handle }
invite-to-server = 把它带进你的服务器：{ $address }
claim-telegram = 要让它在 Telegram 上归你，打开一次这个：{ $address }
done-restart = “{ $name }”回来了。{ $took }后给出了回答。
done-resume = “{ $name }”又在运行了。{ $took }后给出了回答。
done-update = “{ $name }”已更改，{ $took }后给出了回答。
done-listens = “{ $name }”回来了。{ $took }后，它告诉我所有渠道都在收听。
done-started = “{ $name }”回来了。它在 { $took }后启动，并通过了健康检查。
done-stop = “{ $name }”已停止。它的位置、记忆和密钥都还在。
done-delete = “{ $name }”已经没有了。
deleted = “{ $name }”已永久删除，连同它的记忆、设置和密钥。
deleted-but-stays = “{ $name }”不再是你的机器人。有人在 Railway 给它的服务改了名，所以我把它留在那里；它可能还在运行。管理的人可以移除它。
disk-is-kept = Railway 已确认。它会保留磁盘 48 小时，然后清除。
not-removed-yet = “{ $name }”已停止，但 Railway 还不让我移除它。我会继续尝试，真正移除后告诉你。它不再算在你的机器人里。
not-stopped-yet = Railway 还不让我停止“{ $name }”，所以它可能还在运行。我会继续尝试，完成后告诉你。
did-not-hatch = “{ $name }”没有孵化成功。{ $why }
all-removed = 我创建的一切都已移除。
all-removed-free = 我创建的一切都已移除，这次尝试不计数。
hatch-cancelled = “{ $name }”不孵化了。我创建的一切都已移除。
not-done-deploy = 没能孵化“{ $name }”。
not-done-restart = 没能重启“{ $name }”。
not-done-stop = 没能停止“{ $name }”。
not-done-resume = 没能启动“{ $name }”。
not-done-update = 对“{ $name }”的更改没有成功。
not-done-delete = 还没能删除“{ $name }”。
not-done-help = 它的位置、记忆和密钥都安全。
serves-on = 之前的版本继续运行，记忆和密钥都在。
left-started = 它已启动，我会继续看它怎么样。
left-as-it-was = 我让它保持原样。
former-back = 它又用回之前的 { $tails }。
former-brought = 它正在换回之前的 { $tails }；重新上线后我会告诉你。
why-cancelled = 你取消了。
why-keeps-ending = 它一启动就自己退出，试了好几次。
why-no-answer = 它已启动，但没有及时回答。
why-key-refused = { $provider } 不接受它的密钥。
why-token-refused = { $platform } 不接受它的令牌。
why-some-token-refused = 它的一个渠道不接受它的令牌。
why-token-taken = 另一个程序在 { $platform } 上拿走了它的消息。
why-ended = 它自己退出了，没有报错。
why-image = Railway 没能取得它的镜像（{ $image }）。需要管理的人看一下。
why-build = Railway 没能构建它：{ $said }
why-health = 它已启动，但没有及时通过健康检查。
why-not-approved = Railway 要求有人批准，但没有人批准。
why-refused = Railway 拒绝了：{ $said }
why-refused-plain = Railway 拒绝了，没有说原因。
why-deployment-failed = Railway 说部署失败，没有说原因。
why-skipped = Railway 跳过了这次部署。
why-not-understood = Railway 变了，不再听得懂我。需要管理的人看一下。
why-renamed = 有人在 Railway 给它的服务改了名，所以我不动它。
why-no-access = Railway 不让我这样做。需要管理的人看一下我的权限。
why-away = 我整整一天都连不上 Railway。
why-removed-there = 有人在 Railway 把它移除了。
why-incomplete = 它起来了，但不是所有部分都正常；它的日志里有说明。
why-machine = 我没能让它跑起来；管理的人能在日志里找到原因。
why-blueprint-gone = 它的蓝图已经不在这里。
busy-deploy = 它正在孵化。
busy-restart = 它正在重启。
busy-stop = 它正在停止。
busy-resume = 它正在启动。
busy-update = 它正在更改。
busy-delete = 它正在删除。
pointless = 它已经是这样了。
bot-gone = 这个机器人已经不存在。

## 已有的机器人

no-bots = 你还没有机器人。
which-bot = 哪个机器人？
no-such-bot = 你没有叫这个名字的机器人。是其中一个吗？
state-busy = { $name }  ◐ { $doing }
state-deploying = { $name }  ◐ 孵化中，已 { $since }
state-running = { $name }  ● 运行中，已 { $since }
state-unknown = { $name }  ? 未知，已 { $since }，上次看到时在运行
target-away = 我连不上 Railway。机器人本身可能没事。
state-stopped = { $name }  ○ 已停止，{ $since }了
state-failed = { $name }  ▲ 失败，{ $since }前
state-gone = { $name }  已删除
card-local = { $blueprint }，在这台机器上
card-railway = { $blueprint }，在 Railway 上
card-cost = 本月至今花费：{ $dollars } 美元
card-ai = AI：{ $provider }，密钥 { $tail }
card-echo = AI：没有，它只重复听到的话
card-model = 模型：{ $model }
card-guests = 访客：{ $guests }
card-problem = 上一个问题，{ $ago }前：{ $what }
log-tail = “{ $name }”的最后几行：
log-whole = “{ $name }”的日志。
log-empty = “{ $name }”还没有写过什么。
log-away = 我现在没法从 Railway 取得“{ $name }”的日志。
let-in-done = 你在 { $from } 的浏览器现在可以用“{ $name }”的页面了。它会自己打开。
let-in-nobody = 没有浏览器在请求进入“{ $name }”。先打开它的控制页面，再按一次。
let-in-several = 有 { $n } 个浏览器同时请求，我不知道哪个是你的。只留一个，等一下，再按一次。
let-in-unknown = “{ $name }”没有说是否放行了你的浏览器。看看它的控制页面；如果还在等，再按一次。
let-in-not-yet = “{ $name }”现在没有回应，所以没有放行任何人。
ask-edit = 你想更改“{ $name }”的什么？
nothing-to-edit = “{ $name }”没有可更改的：它不用密钥，也不用令牌。
ask-model = “{ $name }”用哪个模型？现在是 { $model }。选一个，或发来它的 id。
model-shape = 模型的 id 是一个词，例如 gpt-6-luna。
ask-guests = 还有谁可以在 Telegram 上和“{ $name }”聊天？发来他们的号码，用空格隔开。
ask-guests-help = 给 @userinfobot 发条消息就能知道自己的号码。你发来的内容会替换整个名单。
guests-shape = 访客是像 123456789 这样的 Telegram 号码，最多 20 个。
confirm-delete = 永久删除“{ $name }”？它的记忆、设置和密钥也会一起删除。写下它的名字来确认。
name-differs = 这不是“{ $name }”，所以什么都没有删除。
confirm-forget = { $bots ->
    [0] 永远忘掉你？我知道的关于你的一切都会删除。写 forget 来确认。
   *[other] 永远忘掉你？你的 { $bots } 个机器人、它们的密钥和记忆，以及我知道的关于你的一切都会删除。写 forget 来确认。
}
cancelled-forget = 什么都没有删除。
word-differs = 要确认，必须一字不差地写“{ $word }”。
leaving-confirm = 你正在回答一个问题。要离开吗？

## 问题

trouble = “{ $name }”：{ $what }
recovered = “{ $name }”又能回答了。
recovered-started = “{ $name }”又在运行了。
problem-exited = 它自己退出了（退出码 { $code }）。我又启动了它。
problem-killed = 它被外部终止，多半是内存不够。我又启动了它。
problem-signal = 它因信号 { $signal } 终止。我又启动了它。
problem-gave-up = 它一启动就退出，所以我不再尝试。
problem-not-started = 没能再次启动它；管理的人能在日志里找到原因。
problem-silent = 它在运行，但不回答。
problem-key-refused = { $provider } 不接受它的密钥，所以它没法回答任何人。
problem-no-credit = 它在 { $provider } 的账户没有余额了，所以它没法回答任何人。
problem-token-revoked = { $platform } 不再接受它的令牌。
problem-some-token-revoked = 它的一个渠道不再接受它的令牌。
problem-token-taken = 另一个程序在 { $platform } 上拿走了它的消息。
problem-some-token-taken = 另一个程序在它的一个渠道上拿走了它的消息。
problem-crashed = 它不断退出，Railway 不再启动它。
problem-ended = 它自己退出了，没有报错，现在仍是这样。
problem-asleep = Railway 让它睡着了。第一条消息会叫醒它，稍等片刻就好。
problem-update-failed = 更新的版本没有起来。之前的版本继续运行。
problem-redeploying = Railway 正在自行重新部署它，还没有启动。
problem-stopped-there = 有人在 Railway 把它停了。
problem-removed-there = 有人在 Railway 把它移除了。在这里删除它，就能腾出位置。
expired = 你没做完的机器人我保留了一天，现在已经扔掉，密钥也一起。什么都没有创建。

## 语言与管理

language-chosen = 我该说哪种语言？
language-from-platform = 我该说哪种语言？现在跟随你的应用。
language-set = 从现在起我说中文。
zone-now = 时间按{ $zone }的时钟显示，那里现在是 { $clock }。
zone-help = 选一个与你时间相同的地方，或自己写：/timezone Lisbon、/timezone Europe/Lisbon 或 /timezone UTC+3。
zone-set = 好了。从现在起时间按{ $zone }的时钟显示，那里现在是 { $clock }。其他都不变。
zone-unknown = 我不知道“{ $text }”这个地方，所以什么都没有改。附近时间相同的大城市也可以，请用英文写。
button-zone = { $zone } · { $clock }
button-timezone = 时区
invited = 这个邀请码可以让 { $uses } 个人进来，有效期到 { $until }：{ $code }
tier-usage = 这样写：/tier telegram:42 premium，或 /tier telegram:42 premium 30d。等级有 free 和 premium。
tier-set = { $account } 现在是 { $tier }。
no-such-account = 我不认识这个账号；对方要先给我发消息。
strays-found = Railway 上有 { $n } 个带着我的标记、却没有机器人的东西，可能让你花钱。/strays 会列出来。
no-strays = Railway 上没有无主的东西，也没有卡住的移除。
strays-head = Railway 上有 { $n } 个带着我的标记、却没有机器人的东西。没有你的话，我什么都不移除。
stray-service = { $name }，一个服务，{ $ago }前发现
stray-project = { $name }，一个空项目，{ $ago }前发现
slow-removal = { $owner } 的“{ $name }”：Railway 已拒绝移除 { $tries } 次，到现在 { $since }了。我继续尝试。
stray-removed = 已移除。
stray-gone = 它已经不在了。
stray-is-somebodys = 它其实是有主的，所以我没有动它。
stray-refused = Railway 现在不让我移除它。它留在列表里。

## 输入行怎么称呼回答

prompt-name = 名字
prompt-word = 词
prompt-provider = 服务商
prompt-key = 密钥
prompt-channels = 渠道
prompt-token = 令牌
prompt-owner = 你的号码
prompt-choose = 选择
prompt-model = 模型
prompt-guests = 访客
prompt-code = 邀请码

## 按钮

button-hatch = 孵化机器人
button-hatch-again = 还是孵化吧
button-hatch-it = 孵化
button-start-again = 重新开始
button-how = 怎么运作
button-help = 帮助
button-my-bots = 我的机器人
button-show-my-bots = 看我的机器人
button-remind = 提醒我
button-continue = 继续
button-continue-here = 在这里继续
button-leave = 离开
button-back = 返回
button-cancel = 取消
button-cancel-hatch = 取消孵化
button-echo = 先试试，不用密钥
button-where = 哪里能拿到？
button-keep-key = 保留 { $tail }
button-another-key = 换一把密钥
button-try-again = 再试一次
button-go-on-anyway = 仍然继续
button-unchecked = 不核实，继续
button-web = 网页
picked = ✓ { $what }
button-done = 完成
button-another-token = 换一个令牌
button-take-over = 接管
button-skip = 跳过 { $platform }
button-switch-on = 打开
button-go-on-without = 不开，继续
button-invite = 加到服务器
button-let-in = 放行我的浏览器
button-remove = 移除 { $what }
button-change = 改点什么
button-change-name = 名字
button-change-provider = AI 服务商
button-change-key = 密钥
button-change-model = 模型
button-change-channels = 渠道
button-change-token = { $platform } 令牌
button-change-slack-bot = Slack 机器人令牌
button-change-slack-app = Slack 应用令牌
button-guests = 访客
button-no-guests = 没有访客
button-open-chat = 打开聊天
button-open-private = 打开私聊
button-refresh = 刷新
button-status = 状态
button-logs = 日志
button-whole-log = 完整日志
button-restart = 重启
button-resume = 启动
button-stop = 停止
button-edit = 编辑
button-delete = 删除
button-keep = 保留它

## 时长

span-seconds = { $n } 秒
span-minutes = { $n } 分钟
span-hours = { $n } 小时
span-days = { $n } 天

## 表单，用在有表单的平台上
button-answer = 回答
button-name-and-key = 名字和密钥
button-give-key = 提供密钥
button-write-name = 写下它的名字
button-give-token = 提供令牌
form-title = Hatchery
field-name = 名字
field-key = { $provider } 密钥
field-token = { $platform } 机器人令牌
field-slack-bot = Slack 机器人令牌（xoxb-）
field-slack-app = Slack 应用令牌（xapp-）
field-owner = 你自己在 { $platform } 上的号码
field-guests = 可以和它聊天的人
field-model = 模型
field-confirm = 它的名字，用来确认
field-words = 你的回答
field-channels = 渠道

## 关联的账号
account-called = { $platform } 上的 { $called }
account-numbered = { $platform } 上的号码 { $number }
account-at-terminal = 终端里的账号
link-code = 10 分钟内，在你的另一个平台上把这个发给我：
  /link { $code }
link-code-help = 不要给别人。在共享任何东西之前，我会在这里和那里都问你。
link-ask = 要让 { $other } 和这个账号在我这里算作同一个人吗？
link-ask-help = 它们会共用所有机器人、五个位置、孵化次数、语言和时区。只有那个账号是你的，才说“是”。
link-waits = 记下了。现在也用 { $other } 说“是”：我已经在那里问了。
linked = 好了：从现在起，{ $other } 和这个账号在我这里是同一个人。
link-refused = { $other } 和这个账号仍然分开。什么都没有共享。
link-over = 这次关联已经过去。发送 /link 取一个新码。
link-wrong-code = 这个码不行：用过了、超过 10 分钟，或者来自同一个平台。在另一个平台发送 /link 取一个新码。
link-clash = 两者之一已经和同一平台的另一个账号关联。先在那里发送 /unlink。
unlink-ask = 要让这个账号重新独立吗？每个机器人归创建它的账号。
unlinked = 这个账号重新独立了，带着它创建的机器人。
unlinked-from = { $other } 重新独立了。它创建的机器人也跟着走了。
unlink-has-bots = 这个账号只是随另一个账号进来的，并且有自己的机器人。先删掉那些，或为它另要一个邀请；然后发送 /unlink。
not-linked = 这个账号没有和别的账号关联。发送 /link 取一个码。
button-link = 是，关联
button-no-link = 不
button-unlink = 取消关联

## Discord
not-yours = 这个按钮是别人的。用 /deploy 开始你自己的。
secret-in-dm = 这看起来像密钥。我没法删除你在这里写的内容，而 Discord 会保留它：请现在就撤销那把密钥，另做一把新的。
secret-by-button = 密钥不该写在聊天里。用按钮交给我：这样它不会写在任何地方。
word-wish = 名字、AI 和渠道，知道就写：nest anthropic telegram
word-bot = 你的哪个机器人
word-language = en、es、pt-BR、ru、zh-Hans 或 ar
word-place = 一个地方，例如 Madrid，或 UTC+3
word-code = 你另一个平台上的码
word-invitation = 你的邀请码
word-account = 一个账号，例如 discord:42
word-tier = free 或 premium
word-more = 要做什么；/help { $verb } 说明怎么写

# 管理员眼中的人
bar-leaving = 你让我忘掉你，我正在做。收到回执后再给我发消息。
usage-user =
    这样写：
    /user find ada
    /user show telegram:42
    /user tier telegram:42 premium 30d
    /user quota telegram:42 hour=5,day=20,live=3 30d（或 off）
    /user ban telegram:42 原因
    /user unban telegram:42
usage-invite =
    这样写：
    /invite（一个人，七天）
    /invite 20 30d（二十个人，三十天）
    /invite list
    /invite revoke ab2c（邀请码的结尾）
usage-admin =
    /admin grant telegram:42 support（或 operator、owner）
    /admin revoke telegram:42
    /admin list
    /admin log
usage-maintenance =
    /maintenance on "新机器人等到六点：数据库正在搬家。"
    /maintenance on en "…" es "…"
    /maintenance off
usage-spend = /spend 50 表示一个月里机器人花到 50 美元时，新机器人就要等；/spend off 取消上限。
needs-role = 这需要“{ $role }”角色。这个 Hatchery 的所有者可以给你。
role-support = 支持
role-operator = 运维
role-owner = 所有者
invite-revoked = 这个邀请码不再让任何人进来。之前用过的人不受影响。
no-such-invite = 没有这样结尾的有效邀请码。/invite list 会列出来。
no-invites = 没有有效的邀请码。/invite 生成一个。
invites-head = 还能让人进来的邀请码：
invite-line = { $tail }  还剩 { $left } 次，共 { $uses } 次，{ $ends }后失效，由 { $by } 生成
invites-help = /invite revoke 加上邀请码的结尾，就能作废它。
tier-set-until = { $account } 是 { $tier }，到 { $until } 为止。
quota-of-tier = { $account } 恢复为所属等级的限制。
quota-set = { $account } 现在有自己的限制：{ $limits }。
quota-set-until = { $account } 有自己的限制，到 { $until } 为止：{ $limits }。
limits-line = 孵化：每小时 { $hour } 次，每天 { $day } 次；机器人：{ $live } 个
ban-done = { $account } 不能再孵化或更改任何东西，只能停止和删除。机器人继续运行；/fleet { $account } 会列出来。
unban-done = { $account } 又可以进来了，原来的东西都在。
ban-is-admin = 对方在帮忙管理这个 Hatchery，所以我没有封禁。先收回角色：/admin revoke。
role-granted = { $account } 现在是{ $role }，并已收到通知。
role-revoked = { $account } 不再有角色，并已收到通知。
role-by-settings = 设置里的 ADMINS 写着对方，所以我没法收回。改掉设置，再重新启动我。
has-no-role = 对方没有角色。/admin list 会列出谁有。
role-line-by-settings = { $account }  所有者，来自设置
role-line = { $account }  { $role }：{ $who }，由 { $by } 授予
no-roles = 还没有人有角色。
your-role = 你现在帮忙管理这个 Hatchery：{ $role }。/help 会列出你能做什么。
your-role-over = 你不再有管理这个 Hatchery 的角色。你自己的机器人仍然是你的。
nobody-found = 这里没有人叫“{ $text }”，也没有机器人叫这个名字。
found-line =
    { $account }  { $who }，{ $bots ->
        [0] 没有机器人
       *[other] { $bots } 个机器人
    }
card-who = { $who }，{ $account }，来这里已 { $since }
card-linked = 关联了 { $others }
card-banned = 已封禁
card-banned-because = 已封禁：{ $reason }
card-role = 角色：{ $role }
card-let-in = 可以孵化机器人
card-not-let-in = 尚未获准进入
card-tier = 等级：{ $tier }
card-tier-until = 等级：{ $tier }，到 { $until } 为止
card-limits = 限制：{ $limits }
card-limits-until = 限制，到 { $until } 为止：{ $limits }
card-used = 已用：这个小时孵化 { $hour } 次，一天内 { $day } 次，{ $live } 个机器人
card-bot = “{ $name }”{ $status }
card-unreachable = 没法给对方发消息：对方屏蔽了我，或已离开
nothing-happened = 没有更多可说的了。
history-head = 发生过的事，最新的在前：
log-head = 替别人做过的事，最新的在前：
act-line = { $ago }前  { $what }，{ $by }
act-change = ：{ $before } → { $after }
act-after = ：{ $after }
act-before = ：原为 { $before }
act-failed = （没有成功）
act-under-way = （进行中）
by-itself = 自动
act-deploy = 孵化了“{ $subject }”
act-cancel-hatch = 取消了“{ $subject }”的孵化
act-restart = 重启了“{ $subject }”
act-stop = 停止了“{ $subject }”
act-resume = 启动了“{ $subject }”
act-edit = 更改了“{ $subject }”
act-config = 设置了“{ $subject }”
act-delete = 删除了“{ $subject }”
act-trouble = “{ $subject }”出了问题
act-recovered = “{ $subject }”恢复正常
act-invite = 生成了邀请码 { $subject }
act-revoke-invite = 作废了邀请码 { $subject }
act-redeem = 用邀请码 { $subject } 进来
act-tier = { $subject } 的等级
act-quota = { $subject } 的限制
act-ban = 封禁了 { $subject }
act-unban = 解封了 { $subject }
act-grant = 给了 { $subject } 一个角色
act-revoke = 收回了 { $subject } 的角色
act-link = 与 { $subject } 关联
act-unlink = 取消关联 { $subject }
act-forget = 要求被忘掉：{ $subject }
act-maintenance = 维护 { $subject }
act-spend = 每月花费的上限
maintenance-on =
    从现在起新机器人要等；运行中的继续。{ $under_way ->
        [0] 没有正在进行的孵化。
       *[other] 有 { $under_way } 个正在孵化，会完成。
    }
maintenance-off = 又欢迎新机器人了。
maintenance-is-on =
    { $notice ->
        [empty] 新机器人现在要等。
       *[other] 新机器人现在要等，大家看到的是：{ $notice }
    }
maintenance-is-off = 新机器人不用等。
spend-over = 这个月机器人花了 { $spent } 美元，上限是 { $limit } 美元：新机器人要等到下个月，或等你提高上限。
spend-under = 这个月机器人花了 { $spent } 美元，上限是 { $limit } 美元。用完时新机器人就要等。
spend-no-limit = 机器人每月的花费没有上限。
spend-reached-note = 这个月机器人的花费已到上限，所以新机器人要等。运行中的继续。/spend 可以查看和提高上限。
standing-changed = 一位管理员更改了你在这里能做的事。
export-here = 我知道的关于你的一切，不含密钥和令牌：文件里只有它们的结尾。
forgetting =
    我正在忘掉你。{ $bots ->
        [0] 我知道的关于你的一切现在就删除，
       *[other] 先删除你的 { $bots } 个机器人，再删除我知道的关于你的一切，
    }完成后我会再写一次。回执 { $receipt }。
forget-has-role = 你在帮忙管理这个 Hatchery，所以你做过的事要留有记录，我什么都没有忘。先请一位所有者收回你的角色；然后再说 /forget。
forgotten = 回执 { $receipt }：你的机器人、它们的密钥和我知道的关于你的一切都已删除。如果你再来找我，我们就是第一次见面。
forgotten-counted = 你孵化过多少机器人，我会以一个编号保留一天，好让限制有效。
forgotten-shut-out = 你被封禁这件事，我会以你的号码保留。
nearly-used = { $percent ->
    [100] 现在能用的就这么多了（100 %）。
   *[other] 你已用到可用额度的 { $percent } %。
}
tier-until = 你的等级：{ $tier }，到 { $until } 为止。
own-limits-until = 你有自己的限制，到 { $until } 为止。
button-show = 看 { $who }
button-premium = 设为 premium
button-free = 设为 free
button-ban = 封禁
button-unban = 解封
button-older = 更早的
## 机器人的配置

worded = { $words }
config-head = “{ $name }”的配置，修订版 { $revision }。
config-line = { $title }（{ $word }）：{ $value }
config-usual = 默认，{ $value }
config-nothing = 未设置
config-secrets = 不属于配置、另外保存的：{ $tails }
config-commands = 手动：/config { $name } set …、patch …、history 或 rollback …。
config-unreadable = “{ $name }”的配置（修订版 { $revision }）读不出来：它损坏了，或来自另一个版本的 Hatchery。机器人我保持原样。要修好它，回到一个能读的修订版。
cannot-read-config = 它的配置读不出来，所以我没法启动它，让它保持原样。回到一个能读的修订版就能修好：/config 会列出来。
config-usage = 这样写：/config nest 显示“nest”的设置。/config nest set persona = 一个脾气暴躁的海盗 可以改其中一项，= 后面留空就恢复默认。/config nest patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"} 可以改好几项（JSON merge patch）；前面加 @7 表示只在修订版 7 上改。/config nest history，/config nest rollback 3。
yes = 是
no = 否
config-ask = “{ $name }”的{ $title }该是什么？
config-ask-model = 发来一个模型的 id，照服务商的写法。
config-shape-text = 最多 { $most } 个字符：字母、数字和常用标点。
config-shape-number = { $from } 到 { $to } 之间的数。
config-now = 现在：{ $now }
button-config-usual = 恢复默认
prompt-value = 值
config-history-head = “{ $name }”的配置是怎么来的。现在有效的是修订版 { $revision }。
config-revision = { $revision } · { $how }（{ $who }，{ $ago }前）：{ $document }
config-revision-unreadable = 读不出来
how-hatch = 孵化时带着
how-before = 有历史记录之前的样子
how-set = 设置
how-patch = 补丁
how-rollback = 回退
how-edit = 更改
how-bulk = 和别的一起打补丁
button-config = 设置
button-config-history = 历史
button-rollback = 回到 { $revision }
config-changed = “{ $name }”的配置现在是修订版 { $revision }，马上采用。
config-changed-later = “{ $name }”的配置现在是修订版 { $revision }。机器人启动时生效。
config-same = “{ $name }”已经是这样（修订版 { $revision }），所以没有改动。
config-stale = 没有改动：{ $who } 在 { $ago }前抢先一步。现在是修订版 { $revision }；看看它，还想改就再说一次。
config-stale-plain = 没有改动：有人抢先一步。现在是修订版 { $revision }；看看它，还想改就再说一次。
config-refused = 没有改动。{ $why }
config-no-revision = 没有改动：修订版 { $wanted } 不存在，或已经没有了。历史里有现有的。
config-old-unreadable = 没有改动：修订版 { $wanted } 也读不出来。回到另一个吧。
fault-not-json = 这不是 JSON。补丁的写法像 {"{"}"options": {"{"}"memory": 5{"}"}{"}"}。
fault-not-an-object = 补丁是一个 JSON 对象，外面有花括号。
fault-too-long = 补丁最多 8000 字节。
fault-unknown-setting = 这里没有叫“{ $word }”的东西。
fault-unknown-option = 这种机器人没有“{ $word }”选项。
fault-no-model = 它没有可选的模型。
fault-no-guests = 除了主人，它不让任何人进来。
value-not-text = “{ $option }”是一行普通文字。
value-empty = “{ $option }”是空的。用 null 可以去掉它。
value-too-long = “{ $option }”最多 { $most } 个字符。
value-control = “{ $option }”里有一个谁都看不见的字符。
value-character = “{ $option }”里不能有 { $odd }：可以有字母、数字和常用标点，不能有引号、花括号或 $。
value-secret = 你给“{ $option }”的内容看起来像密钥。密钥从不属于配置；交给 /edit。如果是真的，就当别人已经知道它了。
value-not-one-of = “{ $option }”是其中之一：{ $choices }。
value-not-between = “{ $option }”是 { $from } 到 { $to } 之间的整数。
value-not-yes-no = “{ $option }”是“是”或“否”：写 yes 或 no（补丁里写 true 或 false）。
bulk-usage = 这样写：/config all patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}。all 和 patch 之间可以写一种机器人（hatchling）、一种状态（running）、一个账号（telegram:42）和 drift，意思是上次更新没有成功。我先只说会改变什么。
bulk-word = 我不认识“{ $word }”：我认识的是机器人种类、状态、账号或 drift。没有改动。
bulk-would = 这是试运行，还没有改动。你指的那些（{ $which }）当中，{ $n } 个机器人会打上这个补丁：
bulk-would-all = 这是试运行，还没有改动。所有机器人当中，{ $n } 个会打上这个补丁：
bulk-same = { $n } 个已经是这样。
bulk-beyond = 另有 { $n } 个机器人也会改变：一次最多做 { $most } 个，要做接下来的，把同样的话再说一次。
bulk-confirm = 写 { $word } 来更改它们，要么全部，要么一个不改。它们会一个接一个采用。
bulk-none = { $same ->
    [0] 没有要做的：没有机器人符合。
   *[other] 没有要做的：符合的 { $same } 个机器人都已经是这样。
}
bulk-refused = 没有改动，连可以改的也没有改。{ $n } 个机器人不接受{ $would ->
    [0] ：
   *[other]，{ $would } 个可以：
}
bulk-refusal = · { $bot }：{ $why }
bulk-unreadable = 它的配置读不出来。
bulk-more = … 还有 { $n } 个。
bulk-mend = 修好这些（回退能让读不出来的变得可读），或者少指一些机器人。
bulk-done = { $n } 个机器人的配置现在有了这个补丁，会一个接一个采用。
bulk-later = 其中 { $n } 个没在运行或正忙；下次启动时采用。
bulk-stale = 没有改动：试运行之后，机器人 { $bot } 被更改或删除了。再说一次，就会重新试运行。
leaving-bulk = 你正要给很多机器人打补丁。还没有改动。要离开吗？
why-unreadable = 它的配置读不出来。回到一个能读的修订版就能修好：/config。
problem-unreadable = 没能启动它，因为它的配置读不出来。回到一个能读的修订版就能修好：/config。

## 所有机器人一起
fleet-head = 所有人的 { $bots } 个机器人
fleet-empty = 还没有机器人。
fleet-state = { $n } { $state }
fleet-pending = ◐ 等待中
fleet-deploying = ◐ 孵化中
fleet-running = ● 运行中
fleet-stopped = ○ 已停止
fleet-failed = ▲ 失败
fleet-adrift = { $n } 个有漂移：不是今天会部署的样子
fleet-troubled = { $n } 个有问题
fleet-cost = 本月至今花费：{ $dollars } 美元
fleet-oldest = 最老的已有 { $age }。
fleet-version-now = { $blueprint } { $version }，现在这里的版本：{ $n }
fleet-version-other = { $blueprint } { $version }，另一个版本：{ $n }
fleet-version-unknown = { $blueprint }，版本未记录：{ $n }
fleet-page = 第 { $from }–{ $to } 个，共 { $all } 个机器人（{ $words }）
fleet-none = 没有这样的机器人：{ $words }。
fleet-act-on = 要对这些全部操作：/fleet restart { $words } – 或 stop、resume、update。
fleet-line = { $state } · { $owner } · { $blueprint } { $version } · 已有 { $age }
fleet-line-cost = { $line } · { $dollars } 美元
fleet-version-short = { $version }
fleet-version-short-adrift = { $version }（有漂移）
fleet-version-short-unknown = （版本未记录）
fleet-owner = 主人：{ $owner }
fleet-owner-called = 主人：“{ $called }”，{ $owner }
fleet-card-now = 版本 { $version }，就是现在这里的
fleet-card-adrift = 版本 { $version }：和今天会部署的有漂移。更新一次就一致了。
fleet-card-unknown = 没有记录它部署时的版本。更新一次就用上今天的。
fleet-card-age = { $age }前创建
fleet-card-id = Id { $id }
fleet-gone = 这个机器人已经不存在。
fleet-unknown = 我不认识这样的机器人或词：{ $words }。什么都没有做。
fleet-contradiction = “{ $word }”和前面的词合不到一起。什么都没有做。
fleet-usage = 描述机器人的词：running、stopped、failed、drift、trouble、一个蓝图、local 或 railway、older 30d、over 5（本月美元）、像 telegram:42 这样的主人。逐个：id，或 telegram:42/nest。全部：all。
fleet-deed-usage = 说明是哪些，例如：/fleet { $deed } failed
fleet-nobody = 没有这样的机器人，所以没有要做的。
fleet-operators-only = 这里的一切你都可以看。对机器人动手是运维的事。
fleet-busy = 什么都没有做。{ $doing }
fleet-is-stopped = 它已停止，所以什么都没有做。先启动它。
deed-restart = 重启 { $n } 个机器人
deed-stop = 停止 { $n } 个机器人
deed-resume = 启动 { $n } 个机器人
deed-update = 更新 { $n } 个机器人
fleet-preview = { $deed }：{ $names }
fleet-preview-more = { $deed }：{ $names }，还有 { $more } 个
fleet-pace = 先做 { $first } 个；正常之后，每次最多再做 { $wave } 个。有 { $failures } 个失败时自动停下，做完的保持完成。
fleet-pace-usage = 怎么推进这样说，数字从 1 到 200：/fleet update drift first 2 wave 20 failures 5。什么都没有做。
fleet-confirm = 在重新启动之前，大家没法和它们聊天。写 { $word } 来确认。
fleet-count-differs = 这不是“{ $word }”，所以什么都没有做。
fleet-not-begun = 没有对任何机器人做什么。
fleet-job-head = { $deed } · { $state }
job-draft = 等你同意
job-running = → 进行中
job-paused = ‖ 已暂停
job-stopped = ▲ 自动停下
job-cancelled = ○ 已取消
job-done = ✓ 完成，用时 { $took }
fleet-tally = 完成 { $done }，失败 { $failed }，略过 { $skipped }，进行中 { $asked }，待做 { $waiting }
fleet-stopped-at-canary = 第一个失败了，所以我没有动别的。{ $waiting } 个机器人保持原样。看看哪里失败了，再继续或取消。
fleet-stopped-at-failures = { $failed } 个失败，所以我没有再动别的。{ $waiting } 个机器人保持原样。看看哪里失败了，再继续或取消。
fleet-job-id = 任务 { $id }
fleet-target-failed = ✗ 失败：{ $owner } 的 { $name }。{ $why }
fleet-target-skipped = · 略过：{ $owner } 的 { $name }。{ $why }
fleet-more = … 还有 { $n } 个
skipped-busy = 当时正在做别的事。
skipped-pointless = 已经是这样。
skipped-stopped = 它已停止。
skipped-gone = 它已经不存在。
skipped-cancelled = 在那之前已取消。
fleet-job-file = 每个机器人的结果，一行一个。
fleet-jobs = 最近的任务，最新的在前：
fleet-no-jobs = 还没有任务。/fleet restart failed 会开始一个。
fleet-no-job = 我不认识这个任务。
fleet-job-over = 它现在的状态不能这样做。它现在是这样：
fleet-job-button = { $deed }，{ $ago }前
button-fleet = 所有机器人
button-fleet-all = 显示全部
button-jobs = 任务
button-job = 看任务
button-job-file = 逐个结果
button-strays = 无主的东西
button-pause = 暂停
button-go-on = 继续
button-cancel-job = 取消任务
button-update = 更新
button-earlier = 上一页
button-later = 下一页
by-operator-stopped = 管理这个 Hatchery 的人停止了“{ $name }”。它的记忆和密钥都安全。/history 会说明是什么时候。
by-operator-resumed = 管理这个 Hatchery 的人启动了“{ $name }”，它在运行。
by-operator-updated = 管理这个 Hatchery 的人更新了“{ $name }”。它的记忆和密钥保持原样。
by-operator-down = 管理这个 Hatchery 的人处理了“{ $name }”，而它没有再起来。它的记忆和密钥都安全；试着重启它。
confirm-strays =
    { $n ->
        [1] 在 Railway 永久移除 { $names }，连同里面的一切？
       *[other] 在 Railway 永久移除这 { $n } 个，连同里面的一切：{ $names }？
    }写 { $word } 来确认。
cancelled-strays = 什么都没有移除。
stray-ends = 移除了 { $removed } 个，{ $kept } 个没有动。/strays 会列出剩下的。
act-upgrade = 更新了“{ $subject }”
act-fleet = 批量操作机器人 { $subject }
act-remove-stray = 在 Railway 移除了 { $subject }
button-remove-all = 移除全部 { $n } 个

## 检查机器人的结果
diagnosis-under-way = 正在检查“{ $name }”：进程、渠道、日志、密钥、令牌和配置。最多一分钟；结果我写在这里。
diagnosis-before = 我已经在检查“{ $name }”；结果会自己来。
diagnosis-good = “{ $name }” ✓ 一切正常
diagnosis-bad = “{ $name }” ✗ 有问题
diagnosis-unknown = “{ $name }” ? 没能全部看到
diagnosis-at = { $ago }前检查
finding-line = { $check }：{ $standing } – { $saw }
standing-good = ✓ 正常
standing-bad = ✗ 有问题
standing-unknown = ? 未知
check-process = 进程
check-channels = 渠道
check-errors = 最近的错误
check-key = 密钥
check-token = { $token } 令牌
check-config = 配置
saw-runs =
    已运行 { $since }，进程 { $pid }，{ $restarts ->
        [0] 没有重启过
       *[other] 自动重启过 { $restarts } 次
    }
saw-runs-memory =
    已运行 { $since }，进程 { $pid }，占用 { $memory } MB，{ $restarts ->
        [0] 没有重启过
       *[other] 自动重启过 { $restarts } 次
    }
saw-starts-again = 它自己退出了，正在重新启动（第 { $n } 次）
saw-gave-up = 它每次启动都退出，所以我不再尝试
saw-not-running = 它没在运行
saw-stopped = 它按要求停着
saw-deployed = { $since }前的部署在服务；那里现在测不到内存
saw-deployed-memory = { $since }前的部署在服务，占用 { $memory } MB
saw-deployment-is = Railway 对它的部署说：{ $word }
saw-on-its-way = Railway 正在处理：{ $word }
saw-no-deployment = 它没有任何部署
saw-listens = 每个渠道都在收听
saw-log-says-ready = 日志说它已就绪；没法直接问它
saw-not-ready = 还不是每个渠道都在收听
saw-silent = 它不回答
saw-no-errors = 日志里没有
saw-errors = { $lines }
saw-past-errors = 就绪之后没有；之前有：{ $lines }
saw-key-ok = 服务商接受它
saw-key-no-credit = 是真的，但账户没有余额了
saw-key-bad = 服务商不接受它
saw-key-disabled = 它的账户被服务商停用了
saw-key-wrong-kind = 这一类密钥不能聊天
saw-key-not-permitted = 它不能用这个模型
saw-key-model = 服务商没有这个模型
saw-key-busy = 服务商太忙，没有答复
saw-key-region = 服务商不回应从这里发出的请求
saw-key-unreachable = 连不上服务商
saw-needs-no-key = 不需要
saw-key-missing = 没有密钥
saw-token-ok = 有效，{ $handle }
saw-token-ok-nameless = 有效
saw-token-mentions-only = 有效；它读私聊和提到它的消息
saw-token-webhook = { $host } 上的另一个程序拿走了它的消息
saw-token-lacks = 缺少 { $scopes }
saw-token-no-socket-mode = Socket Mode 是关着的
saw-token-expires = 几小时内就会失效
saw-token-not-a-bot = 不是机器人的
saw-token-closed = 工作区不让应用进入
saw-token-revoked = （已）不被接受
saw-token-unreachable = 连不上它的平台
saw-token-missing = 没有令牌
saw-fits = 符合现在这里的蓝图
saw-adrift = 符合，但部署时用的是蓝图的另一个版本
saw-unfit = { $what }
saw-away = 现在没法向它所在的地方询问
saw-took-too-long = 查了太久，没有结果
saw-broke = 我没能查出来；管理的人能在日志里找到原因
misfit-blueprint = 它的蓝图已经不在这里
misfit-target = 它的蓝图不能在那里运行
misfit-provider = 它的蓝图不认识这家服务商
misfit-channel = 它的蓝图不认识 { $platform }
misfit-model = 它的蓝图不认识这个模型
misfit-config = 它的设置不符合蓝图；/config 会列出来
misfit-unreadable = 它的配置读不出来；回到一个能读的修订版就能修好：/config
misfit-value = 它有一个没法交付的值
misfit-sealed = 为它保存的内容，用现在的密钥打不开
next-nothing = 没有要做的事。
next-later = 没有已知的问题。过几分钟再看看。
next-resume = 想让大家再和它聊天时，启动它。
next-restart = 下一步：重启它。如果没用，它的日志里有更多。
next-logs = 下一步：看它的日志。
next-key = 下一步：用“编辑”换一把密钥。
next-token = 下一步：用“编辑”换一个令牌。
next-edit = 下一步：用“编辑”改正。
next-update = 更新一次，它就是最新的了。
next-operator = 下一步：需要管理这个 Hatchery 的人看一下。
diagnoses-head = 我为你查到的，最新的在前：
diagnoses-none = 我还没有为你检查过机器人。发送 /diagnose 加上它的名字。
diagnosis-gone = 我没有为你保留这个结果。
diagnosis-line = “{ $name }”，{ $ago }前
button-diagnose = 检查
button-diagnose-bot = 检查“{ $name }”
button-look-again = 再检查一次
button-diagnoses = 以前的结果
## 群发公告：要问的问题

ask-news = 我该给大家写什么？
ask-news-help = **粗体**、_斜体_、`代码`和[文字](https://…) 会显示成各自的样子。你会比所有人先看到。
ask-news-in = 对说 { $language } 的人，我该写什么？
news-empty = 里面还什么都没有。写下大家要读的文字。
news-too-long = 这有 { $length } 个字符，最多放得下 { $longest } 个。没有改动；写短一点。
secret-in-news = 这看起来像密钥或令牌，所以我没有收下。去掉它再写。
news-menu = 上面就是大家会看到的。还要别的吗？
news-for-all = 发给所有想收公告的人
news-on = ，在 { $platform } 上
news-of-tier = ，等级 { $tier }
news-speaking = ，说 { $language }
news-live = ，有活着的机器人
news-seen = ，{ $days } 天内出现过
news-now = 你一确认就发出。
news-at = 在 { $at } 发出。
ask-picture = 图片在哪里？发来它的地址，以 https:// 开头。带图片时，文字最多 1024 个字符。
picture-wrong = 这不是一个人人都能打开的图片地址。它以 https:// 开头，聊天里的文件不行。
ask-links = 下面要放哪些按钮？一行一个，例如：了解更多 | https://example.com/news
links-wrong = 我没法把“{ $line }”做成按钮。一行的写法是：文字 | https://example.com
links-many = 请给 1 到 { $most } 个按钮，一行一个。
ask-whom = 谁会收到？每个按钮都会缩小范围，或重新放宽。
ask-when = 什么时候发出？例如：in 2h，或 2026-12-01 09:00（按{ $zone }的时钟）。
when-wrong = 我看不懂这个时间，或者它已经过去，或者超过 90 天。例如：in 2h，或 2026-12-01 09:00。
news-review = 发给 { $total } 人：Telegram { $telegram } 人，Discord { $discord } 人（自愿接收）。不出意外约需 { $took }。
news-write = 写 { $word } 来发送，或者
news-nobody = 其中没有想收公告又联系得上的人，所以没有人可发。
count-differs = 人数不对。写 { $word } 来发送。
count-changed = 这期间有人来了或走了，什么都没有发送。现在的人数是：
news-same = 同样的文字在 { $ago }前已发给 { $total } 人。再发一次？
test-sent = 大家收到的就是这样。
test-not-sent = 测试没有送达：{ $why }。没有给任何人发送。
cancelled-news = 已取消。什么都没有发送。
leaving-news = 你正在写一封群发公告。

## 群发公告：进行到哪里

news-scheduled = 给 { $total } 人的公告将在 { $at } 发出。
news-sending = 发送中：{ $total } 人中已有 { $sent } 人收到。
news-paused = 已暂停：{ $total } 人中已有 { $sent } 人收到。
news-cancelled = 已取消：{ $total } 人中已有 { $sent } 人收到，其他人不会再收到。
news-done = 已发送：{ $total } 人中有 { $sent } 人收到，用时 { $took }。
news-left = 还剩 { $n } 人
news-left-at = 还剩 { $n } 人，每秒 { $rate } 人，大约还要 { $takes }
news-blocked = { $n } 人联系不上；在再次来消息之前不会收到
news-skipped = { $n } 人不再想收公告，或这期间离开了
news-perhaps = { $n } 人可能收到也可能没有：我被中断了，而我不会给谁发两次
news-failed = { $n } 人失败：{ $cause }
halt-refusals = { $platform } 连续拒绝了十个，所以我自己在那里停了下来。以后再继续，或就这样。
halt-too-fast = { $platform } 一再要求我慢一点，所以我自己在那里停了下来。以后再继续。
halt-message = { $platform } 不接受这条消息，所以我自己在那里停了下来。取消它，修改文字、图片或按钮。
news-is-paused = 已暂停。已经在路上的（最多 8 条）仍会送达。
news-goes-on = 继续了。
news-is-cancelled = 已取消。收到的人会留着；其他人不会再收到。
news-pointless = 这已经不可能了：它已结束，或已经是这样。
no-broadcasts = 还没有群发过什么。
broadcast-line = { $at }  “{ $text }”  { $state }，{ $sent }/{ $total }
state-scheduled = 等待发送时间
state-sending = 发送中
state-paused = 已暂停
state-cancelled = 已取消
state-done = 已发送
unsure-head = { $n } 人可能收到也可能没有。我在写给他们时被中断了，而我不会给谁发两次：
act-broadcast = 群发公告“{ $subject }”
nobody-unsure = 没有谁是我不知道收到与否的。

## 会主动写给一个人的内容

notifications-head = 你的机器人发生了什么，我总会告诉你。
news-are-on = 这里管理者的公告：开
news-are-off = 这里管理者的公告：关
news-on-now = 从现在起，你会收到这里管理者的公告。
news-off-now = 不再发公告。你自己的机器人发生了什么，我仍会告诉你。

## 公告：提示、字段和按钮

prompt-news = 公告
prompt-when = 时间
prompt-count = 人数
field-news = 文字
field-picture = 图片，一个以 https:// 开头的地址
field-links = 按钮：文字 | https://…
field-when = 时间
field-count = 发给多少人
button-write-count = 写下人数
button-news-review = 继续
button-news-text = 文字
button-news-in = 用 { $language }
button-news-picture = 图片
button-no-picture = 不要图片
button-news-links = 按钮
button-no-links = 不要按钮
button-news-whom = 发给谁
button-news-when = 时间
button-news-now = 马上
button-news-test = 先发给我试试
button-news-anyway = 再发一次
button-everywhere = 所有平台
button-every-tier = 所有等级
button-every-language = 所有语言
button-live-bot = 有活着的机器人
button-seen-any = 不限何时出现
button-seen = { $days } 天内出现过
button-pause-news = 暂停
button-resume-news = 恢复
button-cancel-news = 取消发送
button-unsure-news = 谁不确定
button-no-news = 不再收公告
button-news = 给我发公告

## 警报
alarm-head = 警报：{ $what }
alarm-still = 这还在持续，已 { $since }：{ $what }
all-clear = 警报解除：{ $what }持续了 { $lasted }。
wrong-failures = 15 分钟内 { $ended } 次操作中有 { $failed } 次失败，原因不在用户。
wrong-queue = 有任务已到期 { $age }，没有人接手。
wrong-outbox = 有一条消息等待发送已 { $age }。
wrong-budget = Railway 在这个小时里只让我再问 { $left } 次，共 { $limit } 次。
wrong-database = 数据库做一次极小的写入要 { $ms } 毫秒，而且一再如此。
wrong-token = { $platform } 不再接受我的令牌。
wrong-disk = DATA_DIR 所在的磁盘只剩 { $mb } MB。
wrong-webhook = 警报用的 webhook 不接受我的消息：{ $why }
means-failures = 新建、重启和更改都失败。运行中的机器人继续，失败的不计入任何人的次数。
means-queue = 大家在等自己的机器人。什么都不会丢；会从停下的地方继续。
means-outbox = 有人还不知道发生了什么。什么都不会丢；我继续尝试。
means-budget = 新机器人要等。运行中的继续。
means-database = 一切都变慢。什么都不会丢。
means-token = 那里的人，我听不到也回答不了。他们的机器人继续。
means-disk = 满了之后就什么都存不了。在那之前一切照常。
means-webhook = 警报只通过聊天送达，就像这一条。
remedy-failures = 每一次的原因都在日志里。/maintenance on "文字" 可以让新机器人先等。
remedy-queue = 看看 Hatchery 的处理器和内存够不够，或用同一个数据库再启动一个。
remedy-outbox = 看看平台是不是出了故障。如果不是，原因在日志里。
remedy-budget = 一小时内会恢复。如果经常这样，Railway 更大的套餐有更多。
remedy-database = 看看它那台机器的负载和磁盘。
remedy-token = 在那里生成一个新令牌，填到 { $setting }，再重新启动我。
remedy-disk = 腾出空间，或给它一块更大的磁盘。
remedy-webhook = 把 ALERT_WEBHOOK_URL 设为一个存在的地址，重新启动我，再用 /alerts test 试试。
right-failures = 操作又成功了。
right-queue = 任务又能及时接手了。
right-outbox = 没有消息在等了。
right-budget = Railway 又让我问够了。
right-database = 数据库又快了。
right-token = { $platform } 又接受我的令牌了。
right-disk = 磁盘又有足够空间了。
right-webhook = 警报用的 webhook 又接受我的消息了。

## 在盯着什么
alerts-head = 我在盯着的，现在的样子：
usage-alerts = 这样写：/alerts、/alerts test、/alerts mute、/alerts mute queue、/alerts unmute。
watch-fine = ● 正常：{ $what }
watch-doubtful = ◐ 看着不妙，我再看看：{ $what }
watch-raised = ▲ 警报，已 { $since }：{ $what }
read-failures = 15 分钟内 { $ended } 次操作中有 { $failed } 次失败
read-queue = 最早的任务已到期 { $age }
read-no-queue = 没有任务在等
read-outbox = 最早的消息已等待 { $age }
read-no-outbox = 没有消息在等
read-budget = 这个小时对 Railway 还剩 { $left } 次请求，共 { $limit } 次
read-database = 数据库做一次极小的写入用了 { $ms } 毫秒
read-token = { $platform } 接受我的令牌
read-token-refused = { $platform } 不接受我的令牌
read-disk = 磁盘剩余 { $mb } MB
read-webhook = 警报用的 webhook 连续失败 { $failed } 次
alerts-to-webhook = 我会在聊天里告诉运维和所有者，还会发到一个 { $platform } 的 webhook。
alerts-to-chat = 我会在聊天里告诉运维和所有者。没有设置 webhook。
alarm-all = 所有警报
alarm-failures = 失败的警报
alarm-queue = 任务等待的警报
alarm-outbox = 消息等待的警报
alarm-budget = Railway 请求额度的警报
alarm-database = 数据库变慢的警报
alarm-token = 令牌被拒的警报
alarm-disk = 磁盘将满的警报
alarm-webhook = webhook 的警报
alarms-muted = 对所有人静音 1 小时：{ $what }。到时还在持续的，到时再说。
alarms-unmuted = 没有静音的了。其他人已收到通知。
nothing-muted = 没有静音的。
alarms-muted-by = { $by } 静音了，还有 { $left }：{ $what }。
alarms-unmuted-by = { $by } 结束了静音：警报恢复通知。
alerts-test = 这是 { $by } 发出的警报测试。没有任何问题。
alerts-tested =
    { $arrived ->
        [0] 测试没有送达任何地方：
       *[other] 测试送达了 { $all } 处中的 { $arrived } 处：
    }
place-webhook = { $platform } 的 webhook
arrived = ● 已送达：{ $place }
not-arrived = ▲ 未送达：{ $place }：{ $why }
and-more-places = 还有 { $n } 处
no-alert-webhook = 没有设置 webhook。ALERT_WEBHOOK_URL 接受 Slack 或 Discord 的 webhook。
missed-stranger = 对方从没给我发过消息，所以我不认识。
missed-off = 我在那里没有开启。
missed-token = 我的令牌在那里不被接受。
missed-blocked = 联系不上对方；可能屏蔽了我。
missed-wait = 它要求我等 { $wait }。
missed-silent = 没有人及时回应。
missed-refused = 被拒绝了。
unposted-because = 它回应 { $status }，{ $word }。
unposted-refused = 它回应 { $status }。
unposted-unreachable = 连不上它。
button-alerts = 所有警报
button-mute = 静音 1 小时
button-unmute = 取消静音
button-test-alerts = 发送测试
act-mute-alerts = 静音了警报：{ $subject }
act-unmute-alerts = 结束了警报的静音
act-test-alerts = 试了警报怎么通知

# 打开 HTTP API 的东西
command-token = HTTP API 的令牌：new、list、revoke
usage-token =
    这样写：
    /token new
    /token new read 7d
    /token new read deploy 90d
    /token list
    /token revoke ab12
access-token =
    这是你的令牌，用于 { $scopes }，到 { $until } 为止：
    { $token }
access-token-help = 我只在现在显示它，不留副本。谁拿着它，就能以你的身份行事：好好保存，并删除这条消息。/token revoke 加上它的最后四个字符，立刻作废。
access-token-too-many = 你有 { $most } 个令牌，已经到上限。什么都没有生成：先撤销一个，/token list 会列出来。
access-token-needs-role = admin 令牌只给在这里有角色的人，所以我没有生成。/token new 生成用于 read 和 deploy 的。
access-token-revoked = { $tail } 什么都打不开了。
no-such-access-token = 你没有这样结尾的令牌。什么都没有改动；/token list 会列出你的。
no-access-tokens = 你没有 HTTP API 的令牌。
access-tokens-head = 你的 HTTP API 令牌：
access-token-line = { $tail }  { $scopes }，{ $ends }后失效
access-token-used = { $line }，{ $ago }前用过
access-tokens-help = /token revoke 加上令牌的结尾，就能作废它。
act-api-token = API 令牌 { $subject }
act-revoke-api-token = 撤销了 API 令牌 { $subject }

## 照着别的机器人孵化

command-clone = 照着你的一个机器人再孵化一个
command-share = 让别人孵化一个像你这样的机器人
word-bot-or-code = 你的一个机器人，或一个分享的码
share-made = 拿着这个链接的人，{ $lasts }内都可以孵化一个像“{ $name }”的机器人：
share-command = 在和我的另一个聊天里：/clone { $code }
share-carries = 他们看到和得到的是这些：
share-without = 你的密钥、令牌、记忆和聊天都不会带过去，也没有任何人的名字。新链接会让这个作废。
share-setting = { $name }：{ $value }
share-offered = 有人分享给你一个机器人，“{ $name }”。你的会是这样：
share-yours = 你带来自己的 { $provider } 密钥和令牌。它只属于你：分享的人看不到它的任何东西。
share-yours-alone = 它只属于你：分享的人看不到它的任何东西。
share-over = 这个链接后面什么都没有。它可能输错了、已结束，或超过 30 天；要一个新的，或孵化一个自己的机器人。
share-no-kind = 这里不再孵化这种机器人。问问分享的人，或用 /deploy 孵化别的。
share-ended = 孵化“{ $name }”同款机器人的链接已作废。已经用它孵化的机器人会留下。
not-shared = “{ $name }”没有分享。
review-key-to-come = AI：{ $provider }，用你自己的密钥
review-settings = 设置：{ $settings }
button-copy-address = 复制地址
button-copy-link = 复制链接
button-copy-command = 复制命令
button-copy-code = 复制代码
invite-by-link = 也可以用在 Telegram 打开我的链接：{ $link }
link-by-link = 或者在 Telegram 里打开这个，它会替你发送：{ $link }
button-end-share = 停止分享
button-hatch-like = 孵化同款
act-share = 分享了“{ $subject }”的做法
act-end-share = 停止分享“{ $subject }”

## 为多个机器人保存的密钥

command-keys = 我为你的机器人保存的 AI 服务商密钥
usage-keys = /keys 列出我为你保存的密钥。/keys add、/keys replace …x7Qp 和 /keys delete …x7Qp 用来更改。
keys-head = 我为你的机器人保存的密钥：
no-keys = 我还没有为你保存密钥。保存在这里的密钥，机器人需要时就会拿出来给你选，更换时它的所有机器人一次换好。
key-line = { $provider } { $tail } · { $bots } 在用
key-line-unused = { $provider } { $tail } · 还没有机器人用
key-card = { $provider } 密钥 { $tail }，已保存 { $since }
key-card-checked = { $ago }前，服务商说它有效。
key-card-unchecked = 还不知道服务商接不接受它；交给机器人之前我会问。
key-used-by = { $bots } 在用。
key-unused = 没有机器人用它。
key-on-its-way = 它正在逐个交给它的机器人。在那之前不能对它做别的。
key-kept = { $provider } 密钥 { $tail } 已保存，加密锁好。机器人需要时，我会拿出来给你选。
key-known = 密钥 { $tail } 已经保存过，所以没有添加。
key-may-be-kept = 密钥 { $tail } 只给“{ $name }”用。我也可以留给你别的机器人用。
key-same = 密钥 { $tail } 就是已保存的那把，所以没有可更换的。
too-many-keys = 我为你保存了 { $most } 把密钥，已经到上限。什么都没有保存；先在 /keys 里删除一把。
no-such-key = 没有这样的密钥，或有好几把这样结尾。什么都没有改动。
key-deleted = { $provider } 密钥 { $tail } 在这里已删除。在 { $provider } 那边它仍然有效，直到你在那里撤销。
key-in-use = { $provider } 密钥 { $tail } 由 { $bots } 在用，所以我没有删除。更换它，或先用 /edit 给 { $bots } 换一把。
key-still-kept = 它留在 /keys 里，你可以在那里为它的所有机器人更换。
key-no-credit-kept = 密钥 { $tail } 是真的，但它的账户没有余额了，用它的机器人没法回答任何人。
ask-key-provider = 这是谁家的密钥？
ask-key-kept = 我为你的所有机器人保存它；你不发话，哪个都不会拿到。
ask-key-replace =
    { $n ->
        [1] 如果它有效，{ $bots } 会用它代替 { $tail }。如果换上后状态不好，就换回 { $tail }，并告诉你。
       *[other] 如果它有效，{ $n } 个机器人会用它代替 { $tail }：{ $bots }。逐个来，前一个又能回答了才轮到下一个；一遇到不回答的，我就停下并告诉你。
    }
ask-key-replace-unused = 它会代替 { $tail }，那把没有机器人在用。
cancelled-key = 没有保存或更换密钥。
leaving-key = 你正在给我一把密钥。要离开吗？
key-replaced = 保存的 { $provider } 密钥现在是 { $tail }。旧的没有机器人在用；它在这里已删除，你可以在 { $provider } 撤销它。
key-replacing =
    { $n ->
        [1] 密钥 { $tail } 现在交给用它的那个机器人。下一条消息显示进行到哪里；你可以离开，完成时我会告诉你。
       *[other] 密钥 { $tail } 现在逐个交给 { $n } 个机器人。下一条消息显示进行到哪里；你可以离开，完成时我会告诉你。
    }
key-move = { $provider } 密钥 { $tail } 代替 { $before }
key-move-back = 换回 { $provider } 密钥 { $tail }，不再用 { $before }
key-move-help = 前一个又能回答了，才轮到下一个。
key-move-paused = 它在等：你现在不能更改机器人。两把密钥都安全。
key-bot-waits = “{ $name }”在等
key-bot-asked = “{ $name }”正用它启动
key-bot-goes-back = “{ $name }”用它状态不好，正换回 { $before }
key-bot-has-it = “{ $name }”换好了
key-bot-when-started = “{ $name }”已停止，启动时会采用
key-bot-failed = “{ $name }”用它状态不好
key-bot-left-out = “{ $name }”略过：它已不在，或已换了别的密钥
key-stopped = “{ $name }”换上 { $provider } 密钥 { $tail } 后状态不好。
key-stopped-help = 我停在那里了。两把密钥都保留着，等你决定怎么办。
key-left-going-back = “{ $name }”正在换回 { $before }。
key-left-well = “{ $name }”又用上了 { $before }，状态正常。
key-left-serves-on = “{ $name }”又用上了 { $before }；更换前在运行的一直没有停。
key-left-untouched = 没有对“{ $name }”做什么；它继续用 { $before }。
key-left-unwell = “{ $name }”又用上了 { $before }，但状态还不好。/status 会显示它怎么样。
key-have = 用 { $tail } 的：{ $bots }
key-have-not = 还在用 { $before } 的：{ $bots }
key-moved =
    { $n ->
        [0] { $provider } 密钥 { $tail } 已就位；已经没有机器人需要它。{ $before } 在这里已删除，你可以在 { $provider } 撤销它。
       *[other] { $n } 个机器人现在用 { $provider } 密钥 { $tail }。{ $before } 在这里已删除，你可以在 { $provider } 撤销它。
    }
key-moved-back = 你的机器人又用回了 { $provider } 密钥 { $tail }。{ $before } 在这里已删除。
key-left-so = 就这样保持。{ $bots } 继续用 { $before }，作为它自己的密钥，/keys 不再显示；保存的是 { $tail }。
key-goes-on = 继续了。带列表的那条消息显示进行到哪里。
key-stays-so = 就这样保持。
key-move-over = 这件事已经解决了。/keys 会显示现在怎样。
button-add-key = 添加密钥
button-all-keys = 所有密钥
button-replace-key = 更换
button-use-key = 用我的 { $provider } 密钥 { $tail }
button-key-of = 用“{ $name }”的密钥
button-keep-for-others = 也留给别的机器人
button-key-back = 换回 { $before }
button-key-leave = 就这样
act-keep-key = 保存了密钥：{ $subject }
act-replace-key = 更换了密钥：{ $subject }
act-drop-key = 删除了密钥：{ $subject }

## 用来提供密钥或令牌的私密页面
button-private-page = 私密页面
button-open-page = 打开页面
private-page-hint = 或者用私密页面：你在那里写的内容不经过 { $platform }。
private-page-later = 表单里的密钥先空着，就可以在私密页面上提供。
private-page = 这是你的私密页面。{ $what }。
private-page-help = 它只能用一次，{ $lasts }内有效，你在那里写的内容不经过 { $platform }。我会在这里自己继续。“返回”、“取消”或更新的链接会让它作废。
secret-of = 用于“{ $name }”的 { $what }
secret-of-new = 用于新机器人的 { $what }
page-title = 私密页面
page-looks = 正在查找链接。
page-needs-script = 这个页面需要 JavaScript 来读取链接，而这里把它关掉了。什么都没有发送。打开它，或者在聊天里回答。
page-no-link = 这个页面要用它自己的链接打开。回到聊天，按“私密页面”，再打开你收到的链接。
page-show = 显示
page-hide = 隐藏
page-send = 发送
page-sends = 正在发送。
page-where = 它会通过加密线路到达这个 Hatchery，经过核实，再加密锁好。
page-leave-empty = 这里留空的，我之后再问：
page-lost = Hatchery 没有回应，所以不确定是否送达。再按一次“发送”：最多只会收下一次。
page-busy = 来自你的网络的尝试太多了。什么都没有收下。等一分钟，再按“发送”。
page-foreign = 这不是从页面本身发来的，所以什么都没有收下。在单独的浏览器里，再打开一次聊天里的链接。
page-too-long = 这太长了。什么都没有收下，链接仍然有效。
page-whose = 这是给 { $who } 的机器人的。不是你？那就关掉这个页面：你在这里写的内容会归对方。
page-ends = 这个页面只能用一次，{ $left }后关闭。
page-taken = 已送达。回到聊天，那里会自己继续。你可以关掉这个页面了。
page-used = 这个链接已经用过，所以现在什么都没有收下。看看聊天：已经在那里继续了。
page-replaced = 更新的链接已经取代了这个，所以什么都没有收下。请用聊天里最新的链接。
page-closed = 用这个链接的尝试太多了，所以它已关闭，什么都没有收下。在聊天里按“私密页面”，取一个新的。
page-time-is-over = 这个链接的时间已过，所以什么都没有收下。在聊天里按“私密页面”，取一个新的。
page-moved-on = 链接生成之后，聊天已经往前走了，所以链接作废，什么都没有收下。回到聊天，看看你在哪一步。
page-unknown = 这里不认识这个链接。它可能不完整，或早已结束。什么都没有收下。在聊天里按“私密页面”，取一个新的。
page-not-yours = 这个链接是给别人的，什么都没有收下。对那个人它仍然有效。想要自己的机器人，请直接给我发消息。
page-unproven = Telegram 对谁打开了这个页面的说明太旧或不成立，什么都没有收下。请关闭页面，再用聊天里的按钮重新打开。

## 大家通过我们创建的 Telegram 机器人

command-rotate = 给 Telegram 上的机器人换一个新令牌
ask-token-or-make = “{ $name }”需要一个自己的 Telegram 机器人。我可以替你创建：在 Telegram 里确认就行，什么都不用复制。只有你能给它发消息。
ask-token-or-make-help =
    如果 Telegram 说名字已被占用，就在那里另选一个。如果说你的机器人太多，先在 @BotFather 里删掉一个。
    已经有令牌了？发到这里。{ $stays }
fetching-token = { $handle } 已创建。我正在向 Telegram 取它的令牌。
still-fetching-token = 我还在向 Telegram 取 { $handle } 的令牌。
managed-for-later = { $handle } 已创建；到 Telegram 那一步时我会用它。
managed-after-this = 先完成或取消这件事；{ $handle } 仍然是你的，我会再拿出来给你选。
managed-late = 花的时间太久，我已经不再等了。{ $handle } 是你的。要用它吗？
managed-kept = { $handle } 已创建，归你所有。还没有谁用它；下次你在 Telegram 孵化机器人时，我会拿出来给你选。
managed-unasked = { $handle } 已创建，归你所有，由我管理。还没有谁运行它。我可以孵化一个在那里回答的助手。
managed-taken = 那个 Telegram 机器人已经在用，或不再是你的。
managed-refused = Telegram 不给我 { $handle } 的令牌：我不能再管理机器人，或不能管理这一个。什么都没有保存；机器人是你的。
managed-refused-help = 你仍然可以用它：@BotFather，/mybots，“API Token”，再把令牌发给我。
managed-unreachable = 我现在连不上 Telegram，所以还没有 { $handle } 的令牌。机器人是你的。
managed-rotating = 我正在向 Telegram 取一个新令牌，再交给机器人。完成时我会告诉你。
not-managed = 我不能再向 Telegram 取那个机器人的令牌。在 @BotFather，/mybots，“API Token”，“Revoke”；然后用 /edit 交给我。
rotate-by-hand = “{ $name }”的令牌来自 @BotFather，所以只有你能更换：/mybots，“API Token”，“Revoke”。然后用 /edit 把新的交给我。
rotate-no-telegram = “{ $name }”不在 Telegram 上，所以没有我能更换的令牌。
managed-lost =
    “{ $name }”的 Telegram 机器人 { $handle } 现在归别人了。
    它的新令牌我不拿。“{ $name }”的记忆和其他渠道都还在。
    用 /edit 给它另一个 Telegram 机器人。
managed-gone =
    Telegram 不再给我“{ $name }”的机器人 { $handle } 的令牌。
    我什么都没有改动。如果它在那里不再回答，说明旧令牌已作废。
    在 @BotFather，/mybots 取得令牌，再用 /edit 交给我。
managed-token-kept = { $handle } 有了新令牌。“{ $name }”已停止，你启动它时会采用。
managed-token-taken-up = { $handle } 有了新令牌。“{ $name }”会用它继续，你什么都不用做。
child-description = { $name } 是一个私人助手。它只回答主人，以及主人放行的人。
child-short = { $name }，私人助手
child-new = 忘掉说过的话，重新开始
button-make-bot = 替我创建
button-have-token = 我有令牌
button-use-made = 用 { $handle }
