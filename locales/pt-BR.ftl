# Todas as frases que o Hatchery diz, em português do Brasil. Os nomes das mensagens e suas variáveis são iguais em todos os idiomas.

## Início e ajuda

welcome = Eu crio bots. Me diga um nome e um provedor de IA e, em um ou dois minutos, você tem seu próprio assistente, rodando só para você.
you-have = Você tem { $live } de { $limit } bots.
no-access = Neste Hatchery só se entra com convite. Se você tem um código, envie aqui; se não, peça a quem administra.
redeemed = Seu código é válido: boas-vindas.
wrong-code = Não conheço esse código. Ele pode já ter sido usado ou estar digitado errado.
how = Você escolhe um nome, de quem é a IA e onde fala com o bot. Eu inicio o bot, faço uma pergunta para ter certeza de que ele responde e, daí em diante, cuido dele: se cair, ele volta sozinho, e você pode ver o estado e o registro quando quiser. Também dá para pedir em uma frase, em inglês ou espanhol: deploy a Claude bot called nest on Telegram.
help-head = Isto é o que eu entendo:
help-more = Tem mais, e /help all diz para que serve cada um: { $commands }
unknown-command = Não conheço esse comando.
unknown-command-near = Não conheço esse comando. Você quis dizer { $nearest }?
not-understood = Não entendi. Quer que eu crie um bot para você?
topic-of = Este é o tópico de “{ $name }”: aqui, comandos como /logs ou /restart se referem a ele. Para falar com ele, escreva para o próprio bot.
looking-up = Um momento, estou consultando …
asked-elsewhere = Uma pergunta minha ainda espera em outra parte deste chat, então não tomei isto como resposta.
told-in-topic = Já estou cuidando disso. O resultado aparece no tópico “{ $name }”.
only-text = Aqui eu só consigo ler texto.
in-group = Lugar de chave não é em grupo. Vamos fazer isso no privado.
broken = Algo deu errado do meu lado, e nada mudou. Tente de novo daqui a pouco; se acontecer outra vez, passe este número a quem administra: { $reference }.
step-over = Esse passo já passou. Você está aqui:
step-over-idle = Esse passo já passou.
after-this = Termine ou cancele isto primeiro; o botão continua valendo.
press-a-button = Toque em um dos botões, por favor.
leaving-console-of-railway = Seus bots continuam na Railway. Me inicie de novo para cuidar deles. Até logo!
leaving-console = Seus bots param com o Hatchery e voltam a iniciar com ele. Até logo.
console-how-to-leave = Para sair, pressione Ctrl-D.
console-trouble = Algo deu errado do meu lado, e nada mudou. O registro diz por quê: hatchery.log em DATA_DIR.
plain = { $text }
joined = { $first }{ $second }

## Comandos, como um menu os mostra

command-deploy = criar um bot novo
command-status = como estão seus bots
command-logs = as últimas linhas do registro de um bot
command-restart = reiniciar um bot
command-stop = parar um bot
command-resume = iniciar um bot parado
command-edit = mudar a chave, o modelo, o token ou os convidados de um bot
command-delete = excluir um bot para sempre
command-quota = o que você já usou e o que resta
command-language = mudar o idioma
command-timezone = dizer em que fuso horário você está
command-link = ser uma só pessoa aqui e em outra plataforma
command-unlink = deixar esta conta seguir sozinha de novo
command-cancel = sair da pergunta atual
command-help = todos os comandos
command-start = começar, ou ver onde você está
command-config = ver e mudar os ajustes de um bot
command-diagnose = examinar um bot
command-history = o que aconteceu com seus bots, e quem fez
command-notifications = o que eu escrevo para você por conta própria
command-export = tudo o que sei de você, em um arquivo
command-forget = apagar sua conta, seus bots e suas chaves
command-user = encontrar alguém e dizer o que pode fazer
command-invite = criar um código de convite
command-tier = definir o nível de alguém
command-fleet = todos os bots de todo mundo
command-strays = o que ficou na Railway sem bot
command-broadcast = escrever para muita gente
command-maintenance = deixar bots novos em espera
command-spend = um limite para o que a Railway custa por mês
command-alerts = o que eu vigio e a quem aviso
command-admin = quem tem qual função

## Criar um bot: as perguntas

ask-blueprint = Que tipo de bot?
ask-name = Como ele vai se chamar?
ask-name-help = De 3 a 32 letras ou números.
name-taken = Você já tem um bot chamado “{ $name }”.
name-too-short = Isso é curto demais para um nome.
name-too-long = Isso é longo demais para um nome.
name-one-line = Um nome é uma única linha de texto simples.
name-character = Um nome não pode ter “{ $odd }”. Valem letras, números, espaços, “-” e “_”.
name-no-letter = Um nome precisa de pelo menos uma letra ou um número.
ask-provider = De quem é a IA que “{ $name }” vai usar? Você traz a chave, e a conta do que ele pensar vai para a sua conta lá.
ask-provider-unnamed = De quem é a IA que seu bot vai usar? Você traz a chave, e a conta do que ele pensar vai para a sua conta lá.
pick-provider = Não conheço esse provedor. Escolha um destes, por favor.
key-too-early = Isso parecia uma chave, então não guardei. Vou pedir uma quando precisar.
ask-key = Me envie sua chave { $provider }. Ela começa com { $shape }.
ask-key-any-shape = Me envie sua chave { $provider }.
ask-key-help = Eu verifico a chave com uma pergunta minúscula, que custa quase nada, e a guardo criptografada. Ela não fica neste chat.
ask-key-at-terminal = Eu verifico a chave com uma pergunta minúscula, que custa quase nada, e a guardo criptografada. Ela não aparece enquanto você digita.
ask-key-by-form = A chave { $provider } vai no formulário do botão, nunca em uma mensagem. Eu a verifico com uma pergunta minúscula, que custa quase nada, e a guardo criptografada.
where-is-the-key = { $provider } fornece chaves em { $address }
message-deleted = Sua mensagem foi apagada.
delete-it-yourself = Não me deixaram apagar sua mensagem. Apague você, por favor, para que ninguém leia o segredo que está nela.
checking-key = Chave { $tail } recebida. Estou verificando com { $provider }.
still-checking = Ainda estou verificando a chave que você enviou.
key-too-short = Isso é curto demais para uma chave { $provider }.
key-too-long = Isso é longo demais para uma chave { $provider }.
key-alphabet = Isso não pode ser uma chave { $provider }: uma chave é uma só palavra, com letras sem acento, números e traços.
key-of-another = Isso parece uma chave { $other }, e eu preciso de uma { $provider }.
key-is-token = Isso parece um token de bot do { $platform }. Preciso de uma chave { $provider }.
key-is-admin = Essa é uma chave de administração { $provider }, que não serve para conversar. Preciso de uma comum.
key-is-subscription = Isso é de uma assinatura de chat, que { $provider } não permite usar em programas. Preciso de uma chave de API.
key-refused = { $provider } não aceita a chave { $tail }. Ela pode estar incompleta, revogada ou ser de outro provedor.
key-account-disabled = { $provider } encerrou a conta da chave { $tail }.
key-wrong-kind = A chave { $tail } é verdadeira, mas de um tipo com o qual { $provider } não deixa conversar.
key-no-credit = A chave { $tail } é verdadeira, mas a conta dela está sem saldo, então “{ $name }” não poderia responder a ninguém.
key-no-credit-help = Você pode continuar e colocar saldo depois.
key-not-permitted = A chave { $tail } é verdadeira, mas { $provider } não a deixa usar este modelo.
key-model-unavailable = A chave { $tail } é verdadeira, mas { $provider } não oferece a ela o modelo de costume. Você pode escolher outro depois.
key-rate-limited = { $provider } está com muito movimento e pede para esperar, então ainda não sei se a chave funciona.
key-region = { $provider } não atende chamadas do lugar onde eu rodo, então não sei se a chave funciona.
key-unreachable = Não consigo falar com { $provider } agora, então não sei se a chave funciona.
nothing-stored = Nada foi guardado.
secret-unasked = Isso parecia uma chave, e eu não tinha pedido nenhuma, então não guardei nada dela. Se mais alguém pôde ler, revogue a chave.
secret-in-command = Lugar de chave não é depois de um comando, então não guardei nada dela. Eu vou pedir.
ask-channels = Onde as pessoas vão falar com “{ $name }”? Escolha um ou mais.
ask-channels-unnamed = Onde as pessoas vão falar com seu bot? Escolha um ou mais.
pick-channels = Escolha pelo menos um destes.
ask-token = “{ $name }” precisa de um bot próprio no Telegram. Me envie o token dele.
not-in-the-chat = Ele não fica neste chat.
not-shown = Ele não aparece enquanto você digita.
by-form = Ele vai no formulário do botão, nunca em uma mensagem.
ask-token-help = Ele se parece com 123456789:AA… { $stays }
where-is-the-token = Abra @BotFather no Telegram, envie /newbot, escolha um nome e copie o token que ele der.
ask-discord-token = “{ $name }” precisa de um bot próprio no Discord. Me envie o token dele.
ask-discord-token-help = Ele tem três partes separadas por pontos. { $stays }
ask-slack-bot-token = “{ $name }” precisa de um app próprio no Slack. Me envie o token de bot dele.
ask-slack-bot-token-help = Ele começa com xoxb-. { $stays }
ask-slack-app-token = Agora o token de app de “{ $name }”, com o qual ele escuta.
ask-slack-app-token-help = Ele começa com xapp-. { $stays }
where-is-the-discord-token = Abra discord.com/developers/applications, crie um aplicativo, abra “Bot” e clique em “Reset Token”.
where-is-the-slack-bot-token = Abra api.slack.com/apps, crie um app com os escopos de bot app_mentions:read, chat:write e im:history, instale-o e copie o “Bot User OAuth Token”.
where-is-the-slack-app-token = Na página do app, ative “Socket Mode” e depois crie, em “Basic Information”, um token de app com connections:write.
checking-token = Token { $tail } recebido. Estou verificando com { $platform }.
still-checking-token = Ainda estou perguntando ao { $platform } sobre o token que você enviou.
token-shape = Isso não é um token de bot. Um token se parece com 123456789:AA…, com uns 35 caracteres depois dos dois-pontos.
token-shape-discord = Isso não é um token de bot do Discord. Um token tem três partes separadas por pontos, uns 70 caracteres ao todo.
token-shape-slack-bot = Isso não é um token de bot do Slack completo. Ele começa com xoxb-.
token-shape-slack-app = Isso não é um token de app do Slack completo. Ele começa com xapp-.
token-is-key = Isso parece uma chave { $other }. Preciso do token de um bot no { $platform }.
token-of-another = Isso parece um token do { $other }. Preciso de um do { $platform }.
token-is-slack-bot = Esse é o token de bot. Preciso do token de app, que começa com xapp-.
token-is-slack-app = Esse é o token de app. Preciso do token de bot, que começa com xoxb-.
token-is-discord-secret = Esse é o segredo do cliente ou a chave pública. Preciso do token, da página “Bot”.
token-is-slack-secret = Esse é um segredo da página do app, não o token dele.
token-revoked = { $platform } não conhece o token { $tail }. Ele pode estar incompleto ou revogado.
token-webhook = { $handle } já é usado por outro programa (ele tem um webhook em { $host }).
token-webhook-help = Dois programas em um mesmo bot tiram as mensagens um do outro.
token-cannot-read = O Discord não deixa { $handle } ler mensagens que não o mencionam.
token-cannot-read-help = Quer que eu ative isso? Sem isso, o bot responde só no privado e quando é mencionado.
token-cannot-switch = O Discord não me deixou ativar a leitura de mensagens para { $handle }.
token-cannot-switch-help = Você mesmo pode fazer: portal do desenvolvedor, “Bot”, “Message Content Intent”.
token-lacks = O Slack não concedeu tudo de que o bot precisa: { $scopes }. Adicione ao app, instale o app de novo e me envie o token novo.
token-no-socket-mode = O app não escuta: o Socket Mode está desativado. Ative-o na página do app e tente de novo.
token-expires = Esse token morre em poucas horas, porque o app troca os tokens. Desative a rotação na página do app e me envie o token que ela der então.
token-not-a-bot = Esse token fala como uma pessoa, não como um bot. Preciso do token de bot, que começa com xoxb-.
token-closed = O workspace não deixa este app entrar. Quem o administra pode permitir; depois tente de novo.
token-in-use = Esse bot do { $platform } já é de um bot que roda aqui. Cada um precisa do seu.
token-unreachable = Não consigo falar com { $platform } agora, então não sei se o token funciona.
ask-owner = Quem é você no { $platform }? Lá, “{ $name }” fala só com você. Me envie seu { $platform ->
        [Slack] ID de membro
        [Discord] ID de usuário
       *[other] número
    }.
ask-owner-telegram = @userinfobot, no Telegram, diz o número a quem escreve para ele.
ask-owner-discord = No Discord: configurações, “Avançado”, ative o “Modo desenvolvedor”; depois clique com o botão direito no seu próprio nome, “Copiar ID do usuário”.
ask-owner-slack = No Slack: seu perfil, os três pontos, “Copiar ID do membro”. Ele começa com U.
owner-shape-telegram = Um número do Telegram só tem dígitos, por exemplo 123456789.
owner-shape-discord = Um ID de usuário do Discord tem de 15 a 20 dígitos e nada mais.
owner-shape-slack = Um ID de membro do Slack começa com U ou W e tem umas 11 letras maiúsculas e dígitos.
too-big = { $blueprint } precisa de { $needs } MB de memória, e o plano { $plan } da Railway dá { $gives } MB a cada bot. Só quem administra pode mudar o plano.
review = Tudo pronto para criar “{ $name }”
review-blueprint = Molde: { $blueprint }
review-key-checked = IA: { $provider }, chave { $tail } (verificada)
review-key-no-credit = IA: { $provider }, chave { $tail } (ainda sem saldo)
review-key-unchecked = IA: { $provider }, chave { $tail } (não verificada)
review-echo = IA: nenhuma, ele repete o que ouve
talks-on = Fala em: { $places }
and = { $first }, { $second }
place-web = uma página web
place-as = { $platform } como { $handle }
review-local = Roda em: esta máquina, com até { $memory } MB
review-railway = Roda em: Railway, até { $memory } MB, cerca de US$ { $dollars } por mês
review-railway-only = Roda em: Railway, até { $memory } MB
review-after =
    Depois disso você tem { $live } de { $limit } bots e { $left ->
        [one] resta { $left } criação
       *[other] restam { $left } criações
    } nesta hora.
ask-change = O que você quer mudar?
leaving-hatch = Você está no meio da criação de “{ $name }”.
leaving-new-hatch = Você está no meio da criação de um bot.
leaving-edit = Você está no meio da mudança de um bot.
leaving-delete = Você está no meio da exclusão de um bot.
cancelled-hatch = Cancelado. Nada foi criado, e o que você enviou foi esquecido.
cancelled-edit = Nada mudou.
change-noted = Anotado. Vale a partir do próximo início do bot.
cancelled-delete = Nada foi excluído.
nothing-to-cancel = Não há nada para cancelar.
cancel-which-hatch = “{ $name }” está sendo criado. Quer que eu pare e remova?

## Limites

banned = Você não pode mais criar nem mudar bots aqui. Os que você tem, pode parar e excluir; se for engano, fale com quem administra este Hatchery.
banned-because = Você não pode mais criar nem mudar bots aqui: { $reason }. Os que você tem, pode parar e excluir.
maintenance = { $notice ->
    [empty] Bots novos esperam um pouco: este Hatchery está em manutenção. Os seus continuam rodando, e o que você já respondeu fica guardado por um dia.
   *[other] { $notice }
    Seus bots continuam rodando, e o que você já respondeu fica guardado por um dia.
}
spend-reached = Bots novos esperam até o mês que vem: o que os bots podem custar neste mês já foi gasto. Os seus continuam rodando.
limit-reached = Você tem { $live } de { $limit } bots, o máximo que pode ter. Exclua um para abrir espaço.
hour-used =
    Você já usou sua cota de { $limit ->
        [one] { $limit } criação
       *[other] { $limit } criações
    } desta hora. A próxima fica livre em { $free_in }.
day-used =
    Você já usou sua cota de { $limit ->
        [one] { $limit } criação
       *[other] { $limit } criações
    } de hoje. A próxima fica livre em { $free_in }.
left-this-hour =
    { $left ->
        [one] Resta { $left } criação
       *[other] Restam { $left } criações
    } nesta hora.
left-today =
    { $left ->
        [one] Resta { $left } criação
       *[other] Restam { $left } criações
    } hoje.
left-this-hour-resets =
    { $left ->
        [one] Resta { $left } criação
       *[other] Restam { $left } criações
    } nesta hora; mais uma em { $resets }.
left-today-resets =
    { $left ->
        [one] Resta { $left } criação
       *[other] Restam { $left } criações
    } hoje; mais uma em { $resets }.
your-tier = Seu nível: { $tier }.
will-remind = Eu aviso quando a próxima estiver livre.
quota-free = Você já pode criar um bot de novo.

## Trabalho em um bot

progress-deploy = Criando “{ $name }” · { $elapsed }
progress-restart = Reiniciando “{ $name }” · { $elapsed }
progress-stop = Parando “{ $name }” · { $elapsed }
progress-resume = Iniciando “{ $name }” · { $elapsed }
progress-update = Mudando “{ $name }” · { $elapsed }
progress-delete = Excluindo “{ $name }” · { $elapsed }
stage-check = chaves verificadas
stage-place = lugar preparado
stage-variables = chaves entregues
stage-start = iniciado com suas chaves
stage-source = iniciado
stage-restart = reiniciado
stage-answer = primeira resposta
stage-stop = parado
stage-remove = removido
you-can-leave = Você pode sair; eu escrevo quando terminar.
wait-queue = A Railway ainda não tem espaço; “{ $name }” está na fila e segue sozinho.
wait-place = Outro bot seu está sendo criado ou removido na Railway; “{ $name }” espera por isso.
wait-approval = A Railway quer que alguém aprove isso no painel dela; quem administra pode fazer.
wait-outage = Não consigo falar com a Railway agora; “{ $name }” segue sozinho quando eu conseguir.
wait-incident = A Railway informa um incidente (“{ $said }”). “{ $name }” segue sozinho.
wait-budget = A Railway não aceita mais pedidos meus por um tempo; “{ $name }” segue sozinho.
wait-unknown = A Railway diz “{ $word }”, que eu não conheço; continuo de olho.
stretch-accepted = A Railway aceitou o pedido.
stretch-building = A Railway está montando o bot.
stretch-fetching = A Railway está baixando a imagem e iniciando o bot.
stretch-health-check = Ele iniciou; a Railway espera a verificação de saúde.
stretch-starting = Ele está rodando; espero sua primeira palavra.
alive = “{ $name }” está vivo. Respondeu à primeira pergunta depois de { $took }.
alive-listens = “{ $name }” está vivo. Depois de { $took } ele me disse que todos os seus canais escutam.
alive-started = “{ $name }” iniciou depois de { $took } e passou na verificação de saúde.
alive-started-help = Ele não tem endereço público, então não pude fazer uma pergunta. Escreva para ele e veja.
alive-but = “{ $name }” está rodando, mas ainda não consegue responder. { $what }
open-web = Fale com ele aqui: { $address }
open-control-page = Sua página de controle: { $address }
talk-on = Fale com ele no { $platform }: { $handle }
invite-to-server = Leve-o para um servidor seu: { $address }
claim-telegram = Para ele ser seu no Telegram, abra isto uma vez: { $address }
done-restart = “{ $name }” voltou. Respondeu depois de { $took }.
done-resume = “{ $name }” está rodando de novo. Respondeu depois de { $took }.
done-update = “{ $name }” foi mudado e respondeu depois de { $took }.
done-listens = “{ $name }” voltou. Depois de { $took } ele me disse que todos os seus canais escutam.
done-started = “{ $name }” voltou. Iniciou depois de { $took } e passou na verificação de saúde.
done-stop = “{ $name }” está parado. Ele mantém seu lugar, sua memória e suas chaves.
done-delete = “{ $name }” não existe mais.
deleted = “{ $name }” foi excluído para sempre, com memória, ajustes e chaves.
deleted-but-stays = “{ $name }” não é mais um dos seus bots. Alguém deu outro nome ao serviço dele na Railway, então eu o deixei lá; pode ser que ainda rode. Quem administra pode removê-lo.
disk-is-kept = A Railway confirmou. Ela guarda o disco por 48 horas antes de apagá-lo.
not-removed-yet = “{ $name }” está parado, mas a Railway ainda não me deixou removê-lo. Continuo tentando e aviso quando ele tiver sumido de verdade. Ele já não conta entre os seus bots.
not-stopped-yet = A Railway ainda não me deixou parar “{ $name }”, então pode ser que ele ainda rode. Continuo tentando e aviso quando estiver feito.
did-not-hatch = “{ $name }” não chegou a ser criado. { $why }
all-removed = Tudo o que eu tinha feito foi removido.
all-removed-free = Tudo o que eu tinha feito foi removido, e esta tentativa não conta.
hatch-cancelled = “{ $name }” não será criado. Tudo o que eu tinha feito foi removido.
not-done-deploy = Não foi possível criar “{ $name }”.
not-done-restart = Não foi possível reiniciar “{ $name }”.
not-done-stop = Não foi possível parar “{ $name }”.
not-done-resume = Não foi possível iniciar “{ $name }”.
not-done-update = A mudança em “{ $name }” não chegou a funcionar.
not-done-delete = Ainda não foi possível excluir “{ $name }”.
not-done-help = Seu lugar, sua memória e suas chaves estão a salvo.
serves-on = A versão anterior continua, com sua memória e suas chaves.
left-started = Ele foi iniciado, e continuo olhando como está.
left-as-it-was = Deixei como estava.
former-back = Ele voltou a ter { $tails }, que tinha antes.
former-brought = Ele recebe de volta { $tails }, que tinha antes; aviso você quando estiver de pé de novo.
why-cancelled = Você cancelou.
why-keeps-ending = Ele se encerrou sozinho logo que foi iniciado, várias vezes.
why-no-answer = Ele foi iniciado, mas não respondeu a tempo.
why-key-refused = { $provider } não aceita a chave dele.
why-token-refused = { $platform } não aceita o token dele.
why-some-token-refused = Um dos canais dele não aceita o token.
why-token-taken = Outro programa pega as mensagens dele no { $platform }.
why-ended = Ele se encerrou sozinho, sem erro.
why-image = A Railway não conseguiu baixar a imagem dele ({ $image }). Quem administra precisa olhar isso.
why-build = A Railway não conseguiu montar o bot: { $said }
why-health = Ele foi iniciado, mas não passou a tempo na verificação de saúde.
why-not-approved = A Railway queria que alguém aprovasse, e ninguém aprovou.
why-refused = A Railway recusou: { $said }
why-refused-plain = A Railway recusou e não disse por quê.
why-deployment-failed = A Railway diz que a implantação falhou, e não por quê.
why-skipped = A Railway pulou a implantação.
why-not-understood = A Railway mudou e não me entende mais. Quem administra precisa olhar isso.
why-renamed = Alguém deu outro nome ao serviço dele na Railway, então não mexo nele.
why-no-access = A Railway não me deixa fazer isso. Quem administra precisa olhar meu acesso.
why-away = Não consegui falar com a Railway por um dia inteiro.
why-removed-there = Alguém o removeu na Railway.
why-incomplete = Ele iniciou, mas nem tudo funciona; o registro dele diz o quê.
why-machine = Não consegui fazê-lo funcionar; quem administra encontra o motivo no registro.
why-blueprint-gone = O molde dele não está mais aqui.
busy-deploy = Ele está sendo criado.
busy-restart = Ele está sendo reiniciado.
busy-stop = Ele está sendo parado.
busy-resume = Ele está sendo iniciado.
busy-update = Ele está sendo mudado.
busy-delete = Ele está sendo excluído.
pointless = Já está assim.
bot-gone = Esse bot não existe mais.

## Bots que existem

no-bots = Você ainda não tem nenhum bot.
which-bot = Qual bot?
no-such-bot = Você não tem nenhum bot com esse nome. É um destes?
state-busy = { $name }  ◐ { $doing }
state-deploying = { $name }  ◐ em criação há { $since }
state-running = { $name }  ● rodando há { $since }
state-unknown = { $name }  ? desconhecido há { $since }, antes estava rodando
target-away = Não consigo falar com a Railway. O bot em si pode estar bem.
state-stopped = { $name }  ○ parado há { $since }
state-failed = { $name }  ▲ falhou há { $since }
state-gone = { $name }  excluído
card-local = { $blueprint } nesta máquina
card-railway = { $blueprint } na Railway
card-cost = Custo até agora neste mês: US$ { $dollars }
card-ai = IA: { $provider }, chave { $tail }
card-echo = IA: nenhuma, ele repete o que ouve
card-model = Modelo: { $model }
card-guests = Convidados: { $guests }
card-problem = Último problema, há { $ago }: { $what }
log-tail = As últimas linhas de “{ $name }”:
log-whole = O registro de “{ $name }”.
log-empty = “{ $name }” ainda não escreveu nada.
log-away = Não consigo obter da Railway o registro de “{ $name }” agora.
let-in-done = Seu navegador em { $from } já pode usar a página de “{ $name }”. Ela abre sozinha.
let-in-nobody = Nenhum navegador está pedindo para entrar em “{ $name }”. Abra primeiro a página de controle e toque de novo.
let-in-several = { $n } navegadores pedem ao mesmo tempo, e não sei qual é o seu. Feche todos menos um, espere um instante e toque de novo.
let-in-unknown = “{ $name }” não disse se deixou seu navegador entrar. Olhe a página de controle; se ela ainda esperar, toque de novo.
let-in-not-yet = “{ $name }” não responde agora, então ninguém entrou.
ask-edit = O que você quer mudar em “{ $name }”?
nothing-to-edit = Não há nada para mudar em “{ $name }”: ele não usa chave nem token.
ask-model = Qual modelo “{ $name }” vai usar? Agora é { $model }. Escolha um ou envie o id.
model-shape = O id de um modelo é uma só palavra, por exemplo gpt-6-luna.
ask-guests = Quem mais pode falar com “{ $name }” no Telegram? Envie os números, separados por espaços.
ask-guests-help = Cada pessoa descobre seu número escrevendo para @userinfobot. O que você enviar substitui a lista.
guests-shape = Convidados são números do Telegram como 123456789, no máximo 20.
confirm-delete = Excluir “{ $name }” para sempre? A memória, os ajustes e as chaves também se vão. Escreva o nome dele para confirmar.
name-differs = Isso não é “{ $name }”, então nada foi excluído.
confirm-forget = { $bots ->
    [0] Esquecer você para sempre? Tudo o que sei de você se vai. Escreva forget para confirmar.
    [one] Esquecer você para sempre? Seu bot se vai, com suas chaves e sua memória, e tudo o que sei de você. Escreva forget para confirmar.
   *[other] Esquecer você para sempre? Seus { $bots } bots se vão, com suas chaves e suas memórias, e tudo o que sei de você. Escreva forget para confirmar.
}
cancelled-forget = Nada foi apagado.
word-differs = Para confirmar, tem que ser exatamente “{ $word }”.
leaving-confirm = Você está no meio de uma pergunta. Quer sair dela?

## Problemas

trouble = “{ $name }”: { $what }
recovered = “{ $name }” responde de novo.
recovered-started = “{ $name }” está rodando de novo.
problem-exited = Ele se encerrou sozinho (código de saída { $code }). Eu o iniciei de novo.
problem-killed = Ele foi encerrado de fora, provavelmente por falta de memória. Eu o iniciei de novo.
problem-signal = Ele se encerrou com o sinal { $signal }. Eu o iniciei de novo.
problem-gave-up = Ele se encerra toda vez que é iniciado, então parei de tentar.
problem-not-started = Não foi possível iniciá-lo de novo; quem administra encontra o motivo no registro.
problem-silent = Ele está rodando, mas não responde.
problem-key-refused = { $provider } não aceita a chave dele, então ele não pode responder a ninguém.
problem-no-credit = A conta { $provider } dele está sem saldo, então ele não pode responder a ninguém.
problem-token-revoked = { $platform } não aceita mais o token dele.
problem-some-token-revoked = Um dos canais dele não aceita mais o token.
problem-token-taken = Outro programa pega as mensagens dele no { $platform }.
problem-some-token-taken = Outro programa pega as mensagens dele em um de seus canais.
problem-crashed = Ele se encerrava sem parar, e a Railway desistiu de iniciá-lo.
problem-ended = Ele se encerrou sozinho, sem erro, e continua assim.
problem-asleep = A Railway o pôs para dormir. A primeira mensagem o acorda, depois de um instante.
problem-update-failed = Uma versão mais nova não chegou a iniciar. A anterior continua.
problem-redeploying = A Railway está implantando o bot de novo por conta própria e ainda não o iniciou.
problem-stopped-there = Alguém o parou na Railway.
problem-removed-there = Alguém o removeu na Railway. Exclua-o aqui para liberar o lugar.
expired = Guardei seu bot pela metade por um dia e agora o joguei fora, com chave e tudo. Nada foi criado.

## Idiomas e administração

language-chosen = Em que idioma você quer que eu fale?
language-from-platform = Em que idioma você quer que eu fale? Agora sigo o do seu aplicativo.
language-set = A partir de agora eu falo português.
zone-now = Você vê as horas como os relógios de { $zone } mostram; lá agora são { $clock }.
zone-help = Escolha um lugar com a sua hora ou escreva outro: /timezone Lisbon, /timezone Europe/Lisbon ou /timezone UTC+3.
zone-set = Pronto. A partir de agora você vê as horas como os relógios de { $zone } mostram; lá agora são { $clock }. Nada mais muda.
zone-unknown = Não conheço nenhum lugar chamado “{ $text }”, então nada mudou. Uma cidade grande por perto com a mesma hora também serve, em inglês.
button-zone = { $zone } · { $clock }
button-timezone = Fuso horário
invited = { $uses ->
    [one] Este código deixa uma pessoa entrar, até { $until }: { $code }
   *[other] Este código deixa { $uses } pessoas entrarem, até { $until }: { $code }
}
tier-usage = Escreva assim: /tier telegram:42 premium, ou /tier telegram:42 premium 30d. Os níveis são free e premium.
tier-set = { $account } agora é { $tier }.
no-such-account = Não conheço essa conta; a pessoa precisa me escrever primeiro.
strays-found =
    Na Railway há { $n ->
        [one] { $n } coisa
       *[other] { $n } coisas
    } com a minha marca e sem bot aqui, o que pode custar dinheiro a você. /strays mostra.
no-strays = Não ficou nada na Railway sem bot, e nenhuma remoção está travada.
strays-head =
    { $n ->
        [one] { $n } coisa
       *[other] { $n } coisas
    } na Railway com a minha marca e sem bot aqui. Só removo com a sua palavra.
stray-service = { $name }, um serviço, encontrado há { $ago }
stray-project = { $name }, um projeto vazio, encontrado há { $ago }
slow-removal = “{ $name }” de { $owner }: a Railway se recusou { $tries } vezes a removê-lo, há { $since } já. Continuo tentando.
stray-removed = Foi removido.
stray-gone = Já não existia.
stray-is-somebodys = É de alguém, no fim das contas, então não mexi.
stray-refused = A Railway não me deixa remover isso agora. Continua na lista.

## Como a linha de entrada chama a resposta

prompt-name = nome
prompt-word = palavra
prompt-provider = provedor
prompt-key = chave
prompt-channels = canais
prompt-token = token
prompt-owner = seu número
prompt-choose = escolha
prompt-model = modelo
prompt-guests = convidados
prompt-code = código

## Botões

button-hatch = Criar um bot
button-hatch-again = Criar mesmo assim
button-hatch-it = Criar
button-start-again = Começar de novo
button-how = Como funciona
button-help = Ajuda
button-my-bots = Meus bots
button-show-my-bots = Ver meus bots
button-remind = Me avise
button-continue = Continuar
button-continue-here = Continuar aqui
button-leave = Sair disso
button-back = Voltar
button-cancel = Cancelar
button-cancel-hatch = Cancelar a criação
button-echo = Testar sem chave
button-where = Onde consigo uma?
button-keep-key = Manter { $tail }
button-another-key = Tentar outra chave
button-try-again = Tentar de novo
button-go-on-anyway = Continuar mesmo assim
button-unchecked = Continuar sem verificar
button-web = Página web
picked = ✓ { $what }
button-done = Pronto
button-another-token = Outro token
button-take-over = Assumir o bot
button-skip = Pular { $platform }
button-switch-on = Ativar
button-go-on-without = Continuar sem isso
button-invite = Adicionar ao servidor
button-let-in = Liberar meu navegador
button-remove = Remover { $what }
button-change = Mudar algo
button-change-name = Nome
button-change-provider = Provedor de IA
button-change-key = Chave
button-change-model = Modelo
button-change-channels = Canais
button-change-token = Token do { $platform }
button-change-slack-bot = Token de bot do Slack
button-change-slack-app = Token de app do Slack
button-guests = Convidados
button-no-guests = Sem convidados
button-open-chat = Abrir chat
button-open-private = Abrir chat privado
button-refresh = Atualizar tela
button-status = Estado
button-logs = Registro
button-whole-log = Registro completo
button-restart = Reiniciar
button-resume = Iniciar
button-stop = Parar
button-edit = Editar
button-delete = Excluir
button-keep = Manter o bot

## Durações

span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $n } h
span-days =
    { $n ->
        [one] { $n } dia
       *[other] { $n } dias
    }

## Formulários, nas plataformas que os têm
button-answer = Responder
button-name-and-key = Nome e chave
button-give-key = Dar a chave
button-write-name = Escrever o nome
button-give-token = Dar o token
form-title = Hatchery
field-name = Nome
field-key = Chave { $provider }
field-token = Token de bot do { $platform }
field-slack-bot = Token de bot do Slack (xoxb-)
field-slack-app = Token de app do Slack (xapp-)
field-owner = Seu próprio número no { $platform }
field-guests = Pessoas que podem falar com ele
field-model = Modelo
field-confirm = O nome dele, para confirmar
field-words = Sua resposta
field-channels = Canais

## Contas vinculadas
account-called = { $called } no { $platform }
account-numbered = o número { $number } no { $platform }
account-at-terminal = a conta do terminal
link-code = Em até 10 minutos, me envie isto na sua outra plataforma:
  /link { $code }
link-code-help = Não dê a mais ninguém. Antes de qualquer coisa ser compartilhada, eu pergunto a você aqui e lá.
link-ask = Quer que { $other } e esta conta sejam uma só pessoa para mim?
link-ask-help = Elas dividiriam todos os bots, os cinco lugares, as criações, o idioma e o fuso horário. Diga sim só se aquela conta for sua.
link-waits = Anotado. Agora diga sim também como { $other }: já perguntei lá.
linked = Feito: { $other } e esta conta são uma só pessoa para mim a partir de agora.
link-refused = { $other } e esta conta continuam separadas. Nada foi compartilhado.
link-over = Esse vínculo já passou. Envie /link para ter um código novo.
link-wrong-code = Esse código não serve: já foi usado, tem mais de 10 minutos ou vem desta mesma plataforma. Envie /link na outra para ter um código novo.
link-clash = Uma das duas já está vinculada a uma conta da mesma plataforma. Envie /unlink lá primeiro.
unlink-ask = Quer que esta conta siga sozinha de novo? Cada bot fica com a conta que o criou.
unlinked = Esta conta segue sozinha de novo, com os bots que criou.
unlinked-from = { $other } segue sozinha de novo. Os bots que ela criou foram junto.
unlink-has-bots = Esta conta só entrou junto com a outra e tem bots próprios. Exclua esses primeiro, ou peça um convite só para ela; depois envie /unlink.
not-linked = Esta conta não está vinculada a outra. Envie /link para ter um código.
button-link = Sim, vincular
button-no-link = Não
button-unlink = Desvincular

## Discord
not-yours = Esse botão é de outra pessoa. Comece o seu com /deploy.
secret-in-dm = Isso parece uma chave. Não posso apagar o que você escreve aqui, e o Discord guarda: por favor, revogue essa chave agora e crie outra.
secret-by-button = Lugar de chave não é no chat. Me dê a chave pelo botão: assim ela não fica escrita em lugar nenhum.
word-wish = nome, IA e canais, se você já sabe: nest anthropic telegram
word-bot = qual dos seus bots
word-language = en, es, pt-BR, ru, zh-Hans ou ar
word-place = um lugar, como Madrid, ou UTC+3
word-code = o código da sua outra plataforma
word-invitation = seu código de convite
word-account = uma conta, como discord:42
word-tier = free ou premium
word-more = o que fazer; /help { $verb } diz como se escreve

# Pessoas, do jeito que os administradores lidam com elas
bar-leaving = Você me pediu para esquecer você, e estou fazendo isso. Escreva de novo quando o recibo chegar.
usage-user =
    Escreva assim:
    /user find ada
    /user show telegram:42
    /user tier telegram:42 premium 30d
    /user quota telegram:42 hour=5,day=20,live=3 30d (ou off)
    /user ban telegram:42 motivo
    /user unban telegram:42
usage-invite =
    Escreva assim:
    /invite (uma pessoa, sete dias)
    /invite 20 30d (vinte pessoas, trinta dias)
    /invite list
    /invite revoke ab2c (o final do código)
usage-admin =
    /admin grant telegram:42 support (ou operator, owner)
    /admin revoke telegram:42
    /admin list
    /admin log
usage-maintenance =
    /maintenance on "Bots novos esperam até as seis: o banco de dados está de mudança."
    /maintenance on en "…" es "…"
    /maintenance off
usage-spend = /spend 50 deixa bots novos em espera quando os bots custaram $50 em um mês, /spend off tira o limite.
needs-role = Isso é para a função { $role }. Um dono deste Hatchery pode dá-la a você.
role-support = suporte
role-operator = operador
role-owner = dono
invite-revoked = Esse código não deixa mais ninguém entrar. Quem o usou antes fica.
no-such-invite = Nenhum código aberto termina assim. /invite list mostra quais há.
no-invites = Nenhum código está aberto. /invite cria um.
invites-head = Códigos que ainda deixam entrar:
invite-line = { $tail }  restam { $left } de { $uses }, termina em { $ends }, criado por { $by }
invites-help = /invite revoke e o final de um código o anula.
tier-set-until = { $account } é { $tier } até { $until }.
quota-of-tier = { $account } tem de novo os limites do seu nível.
quota-set = { $account } agora tem limites próprios: { $limits }.
quota-set-until = { $account } tem limites próprios até { $until }: { $limits }.
limits-line = criações: { $hour } por hora, { $day } por dia; bots: { $live }
ban-done = { $account } não pode mais criar nem mudar nada, só parar e excluir. Os bots da pessoa continuam rodando; /fleet { $account } os mostra.
unban-done = { $account } pode entrar de novo, com o que tinha.
ban-is-admin = Essa pessoa ajuda a cuidar deste Hatchery, então não a bloqueei. Tire a função dela primeiro: /admin revoke.
role-granted = { $account } agora tem a função { $role } e já sabe.
role-revoked = { $account } não tem mais função e já sabe.
role-by-settings = ADMINS, nas configurações, tem o nome dessa pessoa, então não posso tirar isso. Mude a configuração e me inicie de novo.
has-no-role = Essa pessoa não tem função. /admin list mostra quem tem.
role-line-by-settings = { $account }  dono, pelas configurações
role-line = { $account }  { $role }: { $who }, por { $by }
no-roles = Ninguém tem função ainda.
your-role = Agora você ajuda a cuidar deste Hatchery: { $role }. /help mostra o que você pode fazer.
your-role-over = Você não tem mais função neste Hatchery. Seus próprios bots continuam seus.
nobody-found = Ninguém aqui se chama “{ $text }”, e nenhum bot também.
found-line =
    { $account }  { $who }, { $bots ->
        [0] nenhum bot
        [one] { $bots } bot
       *[other] { $bots } bots
    }
card-who = { $who }, { $account }, aqui há { $since }
card-linked = Vínculo com { $others }
card-banned = Acesso bloqueado
card-banned-because = Acesso bloqueado: { $reason }
card-role = Função: { $role }
card-let-in = Pode criar bots
card-not-let-in = Não recebeu acesso
card-tier = Nível: { $tier }
card-tier-until = Nível: { $tier } até { $until }
card-limits = Limites: { $limits }
card-limits-until = Limites até { $until }: { $limits }
card-used =
    Usado: { $hour ->
        [one] { $hour } criação
       *[other] { $hour } criações
    } nesta hora, { $day } em um dia, { $live ->
        [one] { $live } bot
       *[other] { $live } bots
    }
card-bot = “{ $name }” { $status }
card-unreachable = Não dá para escrever a essa pessoa: ela me bloqueou ou foi embora
nothing-happened = Nada mais a contar.
history-head = O que aconteceu, o mais novo primeiro:
log-head = O que foi feito por outros, o mais novo primeiro:
act-line = há { $ago }  { $what }, { $by }
act-change = : { $before } → { $after }
act-after = : { $after }
act-before = : era { $before }
act-failed = {" "}(não funcionou)
act-under-way = {" "}(em andamento)
by-itself = por si só
act-deploy = criou “{ $subject }”
act-cancel-hatch = cancelou a criação de “{ $subject }”
act-restart = reiniciou “{ $subject }”
act-stop = parou “{ $subject }”
act-resume = iniciou “{ $subject }”
act-edit = mudou “{ $subject }”
act-config = ajustou “{ $subject }”
act-delete = excluiu “{ $subject }”
act-trouble = “{ $subject }” teve problemas
act-recovered = “{ $subject }” ficou bem de novo
act-invite = criou o código { $subject }
act-revoke-invite = anulou o código { $subject }
act-redeem = entrou com o código { $subject }
act-tier = nível de { $subject }
act-quota = limites de { $subject }
act-ban = bloqueou { $subject }
act-unban = deixou { $subject } entrar de novo
act-grant = deu uma função a { $subject }
act-revoke = tirou a função de { $subject }
act-link = vinculou com { $subject }
act-unlink = desvinculou { $subject }
act-forget = pediu que eu esqueça: { $subject }
act-maintenance = manutenção { $subject }
act-spend = limite do que um mês custa
maintenance-on =
    A partir de agora bots novos esperam; os que rodam continuam. { $under_way ->
        [0] Nenhuma criação está em andamento.
        [one] Uma criação está em andamento e vai até o fim.
       *[other] { $under_way } criações estão em andamento e vão até o fim.
    }
maintenance-off = Bots novos são bem-vindos de novo.
maintenance-is-on =
    { $notice ->
        [empty] Bots novos esperam agora.
       *[other] Bots novos esperam agora, e as pessoas leem: { $notice }
    }
maintenance-is-off = Bots novos não esperam.
spend-over = Os bots custaram US$ { $spent } neste mês, e US$ { $limit } é o limite: bots novos esperam até o mês que vem ou até você aumentá-lo.
spend-under = Os bots custaram US$ { $spent } de US$ { $limit } neste mês. Bots novos esperam quando isso acabar.
spend-no-limit = Não há limite para o que os bots custam por mês.
spend-reached-note = Os bots já custaram neste mês o que podem, então bots novos esperam. Os que rodam continuam. /spend mostra e aumenta o limite.
standing-changed = Um administrador mudou o que você pode fazer aqui.
export-here = Tudo o que sei de você, sem chaves nem tokens: deles o arquivo só tem o final.
forgetting =
    Estou esquecendo você. { $bots ->
        [0] Tudo o que sei de você se vai agora,
        [one] Seu bot é excluído primeiro, depois tudo o que sei de você,
       *[other] Seus { $bots } bots são excluídos primeiro, depois tudo o que sei de você,
    }
    e escrevo mais uma vez quando estiver feito. Recibo { $receipt }.
forget-has-role = Você ajuda a cuidar deste Hatchery, então o que você fez fica registrado, e não esqueci nada. Peça antes a um dono que tire sua função; depois diga /forget de novo.
forgotten = Recibo { $receipt }: seus bots, as chaves deles e tudo o que eu sabia de você foram apagados. Se você escrever de novo, será nosso primeiro encontro.
forgotten-counted = Por um dia guardo quantos bots você criou, sob um número, para que os limites valham.
forgotten-shut-out = Guardo, sob seu número, que seu acesso está bloqueado.
nearly-used = { $percent ->
    [100] Isso é tudo o que você pode usar agora (100 %).
   *[other] Você está em { $percent } % do que pode usar.
}
tier-until = Seu nível: { $tier }, até { $until }.
own-limits-until = Seus limites são próprios até { $until }.
button-show = Ver { $who }
button-premium = Tornar premium
button-free = Tornar free
button-ban = Bloquear
button-unban = Desbloquear
button-older = Mais antigos
## A configuração de um bot

worded = { $words }
config-head = A configuração de “{ $name }”, revisão { $revision }.
config-line = { $title } ({ $word }): { $value }
config-usual = o padrão, { $value }
config-nothing = não definido
config-secrets = Não fazem parte dela e ficam à parte: { $tails }
config-commands = À mão: /config { $name } set …, patch …, history ou rollback ….
config-unreadable = A configuração de “{ $name }” (revisão { $revision }) não pode ser lida: está danificada ou é de outra versão do Hatchery. Deixo o bot como está. Para consertar, volte a uma revisão que possa ser lida.
cannot-read-config = A configuração dele não pode ser lida, então não posso iniciá-lo e o deixei como estava. Voltar a uma revisão que possa ser lida conserta isso: /config as mostra.
config-usage = Assim: /config nest mostra os ajustes de “nest”. /config nest set persona = Um pirata rabugento. muda um, e sem nada depois do = ele volta ao padrão. /config nest patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"} muda vários (JSON merge patch); @7 na frente significa só sobre a revisão 7. /config nest history, /config nest rollback 3.
yes = sim
no = não
config-ask = O que { $title } deve ser para “{ $name }”?
config-ask-model = Envie o id de um modelo, como o provedor escreve.
config-shape-text = Até { $most } caracteres: letras, números e pontuação comum.
config-shape-number = Um número de { $from } a { $to }.
config-now = Agora: { $now }
button-config-usual = Usar o padrão
prompt-value = valor
config-history-head = Como a configuração de “{ $name }” chegou até aqui. Agora vale a revisão { $revision }.
config-revision = { $revision } · { $how } por { $who }, há { $ago }: { $document }
config-revision-unreadable = não pode ser lida
how-hatch = nasceu com ela, criado
how-before = como era antes de haver histórico, feita
how-set = definida
how-patch = alterada por patch
how-rollback = restaurada
how-edit = mudada
how-bulk = alterada por patch com outras
button-config = Ajustes
button-config-history = Histórico
button-rollback = Voltar à { $revision }
config-changed = “{ $name }” agora tem a revisão { $revision } da sua configuração e a adota de imediato.
config-changed-later = “{ $name }” agora tem a revisão { $revision } da sua configuração. Ela vale quando o bot for iniciado.
config-same = “{ $name }” já está assim (revisão { $revision }), então nada mudou.
config-stale = Nada mudou: { $who } chegou antes, há { $ago }. Agora vale a revisão { $revision }; olhe e repita se ainda quiser.
config-stale-plain = Nada mudou: alguém chegou antes. Agora vale a revisão { $revision }; olhe e repita se ainda quiser.
config-refused = Nada mudou. { $why }
config-no-revision = Nada mudou: a revisão { $wanted } não existe, ou não existe mais. O histórico mostra as que há.
config-old-unreadable = Nada mudou: a revisão { $wanted } também não pode ser lida. Volte a outra.
fault-not-json = Isso não é JSON. Um patch se escreve como {"{"}"options": {"{"}"memory": 5{"}"}{"}"}.
fault-not-an-object = Um patch é um objeto JSON, entre chaves.
fault-too-long = Um patch tem no máximo 8000 bytes.
fault-unknown-setting = Nada se chama “{ $word }” aqui.
fault-unknown-option = Um bot assim não tem a opção “{ $word }”.
fault-no-model = Ele não tem modelo para escolher.
fault-no-guests = Ele não deixa entrar ninguém além do dono.
value-not-text = “{ $option }” é uma linha de texto simples.
value-empty = “{ $option }” está vazio. null o remove.
value-too-long = “{ $option }” tem no máximo { $most } caracteres.
value-control = “{ $option }” tem um caractere que ninguém consegue ver.
value-character = “{ $option }” não pode ter { $odd }: valem letras, números e pontuação comum, e nada de aspas, chaves ou $.
value-secret = O que você deu para “{ $option }” parece uma chave. Chaves nunca fazem parte de uma configuração; /edit as recebe. Se for de verdade, considere que outros já a conhecem.
value-not-one-of = “{ $option }” é um destes: { $choices }.
value-not-between = “{ $option }” é um número inteiro de { $from } a { $to }.
value-not-yes-no = “{ $option }” é sim ou não: escreva yes ou no (true ou false em um patch).
bulk-usage = Assim: /config all patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}. Entre all e patch pode vir um tipo de bot (hatchling), um estado (running), uma conta (telegram:42) e drift, que significa que a última atualização não deu certo. Primeiro eu só digo o que mudaria.
bulk-word = Não conheço “{ $word }”: eu conheceria um tipo de bot, um estado, uma conta ou drift. Nada mudou.
bulk-would = Um ensaio, nada mudou ainda. Dos que você indicou ({ $which }), { $n ->
    [one] { $n } bot receberia
   *[other] { $n } bots receberiam
} este patch:
bulk-would-all = Um ensaio, nada mudou ainda. De todos os que existem, { $n ->
    [one] { $n } bot receberia
   *[other] { $n } bots receberiam
} este patch:
bulk-same = { $n ->
    [one] { $n } já está assim.
   *[other] { $n } já estão assim.
}
bulk-beyond = { $n ->
    [one] Mais { $n } bot mudaria
   *[other] Mais { $n } bots mudariam
} também: faço até { $most } de cada vez; diga o mesmo de novo para os próximos.
bulk-confirm = Escreva { $word } para mudá-los, todos ou nenhum. Eles adotam isso um depois do outro.
bulk-none = { $same ->
    [0] Nada a fazer: nenhum bot é assim.
    [one] Nada a fazer: o único bot indicado já está assim.
   *[other] Nada a fazer: todos os { $same } bots indicados já estão assim.
}
bulk-refused = Nada mudou, nem onde seria possível. { $n ->
    [one] { $n } bot não aceita
   *[other] { $n } bots não aceitam
} isso{ $would ->
    [0] :
   *[other] ; { $would } sim:
}
bulk-refusal = · { $bot }: { $why }
bulk-unreadable = A configuração dele não pode ser lida.
bulk-more = … e mais { $n }.
bulk-mend = Conserte estes (um rollback torna legível um que não é), ou indique menos bots.
bulk-done = { $n ->
    [one] { $n } bot agora tem o patch na sua configuração e o adota.
   *[other] { $n } bots agora têm o patch na sua configuração e o adotam um depois do outro.
}
bulk-later = { $n ->
    [one] { $n } deles não roda ou está ocupado; adota
   *[other] { $n } deles não rodam ou estão ocupados; adotam
} isso no próximo início.
bulk-stale = Nada mudou: o bot { $bot } foi mudado ou excluído depois do ensaio. Diga de novo para fazer outro.
leaving-bulk = Você está prestes a aplicar um patch em muitos bots. Nada mudou ainda. Quer sair disso?
why-unreadable = A configuração dele não pode ser lida. Voltar a uma revisão que possa ser lida conserta isso: /config.
problem-unreadable = Ele não pôde ser iniciado, porque a configuração dele não pode ser lida. Voltar a uma revisão que possa ser lida conserta isso: /config.

## Todos os bots de uma vez
fleet-head =
    { $bots ->
        [one] { $bots } bot de todas as pessoas
       *[other] { $bots } bots de todas as pessoas
    }
fleet-empty = Ainda não há nenhum bot.
fleet-state = { $n } { $state }
fleet-pending = ◐ em espera
fleet-deploying = ◐ em criação
fleet-running = ● rodando
fleet-stopped = ○ parados
fleet-failed = ▲ com falha
fleet-adrift =
    { $n ->
        [one] { $n } com desvio: não é o que seria implantado hoje
       *[other] { $n } com desvio: não são o que seria implantado hoje
    }
fleet-troubled =
    { $n ->
        [one] { $n } com problemas
       *[other] { $n } com problemas
    }
fleet-cost = Custo até agora neste mês: US$ { $dollars }
fleet-oldest = O mais antigo tem { $age }.
fleet-version-now = { $blueprint } { $version }, a que está aqui agora: { $n }
fleet-version-other = { $blueprint } { $version }, outra versão: { $n }
fleet-version-unknown = { $blueprint }, versão não anotada: { $n }
fleet-page = { $from }–{ $to } de { $all } bots ({ $words })
fleet-none = Nenhum bot é assim: { $words }.
fleet-act-on = Para agir sobre todos estes: /fleet restart { $words } – ou stop, resume, update.
fleet-line = { $state } · { $owner } · { $blueprint } { $version } · criado há { $age }
fleet-line-cost = { $line } · US$ { $dollars }
fleet-version-short = { $version }
fleet-version-short-adrift = { $version } (com desvio)
fleet-version-short-unknown = (versão não anotada)
fleet-owner = Dono: { $owner }
fleet-owner-called = Dono: “{ $called }”, { $owner }
fleet-card-now = Versão { $version }, a que está aqui agora
fleet-card-adrift = Versão { $version }: desvia do que seria implantado hoje. Uma atualização a traz para cá.
fleet-card-unknown = Não foi anotado com que versão ele foi implantado. Uma atualização traz a de hoje.
fleet-card-age = Criado há { $age }
fleet-card-id = Id { $id }
fleet-gone = Esse bot não existe mais.
fleet-unknown = Não conheço bot nem palavra assim: { $words }. Nada foi feito.
fleet-contradiction = “{ $word }” não combina com as palavras anteriores. Nada foi feito.
fleet-usage = Palavras que descrevem bots: running, stopped, failed, drift, trouble, um molde, local ou railway, older 30d, over 5 (dólares neste mês), um dono como telegram:42. Um a um: ids, ou telegram:42/nest. Todos: all.
fleet-deed-usage = Diga quais, por exemplo: /fleet { $deed } failed
fleet-nobody = Nenhum bot é assim, então não há nada a fazer.
fleet-operators-only = Aqui você pode olhar tudo. Agir sobre bots é para operadores.
fleet-busy = Nada foi feito. { $doing }
fleet-is-stopped = Ele está parado, então nada foi feito. Inicie-o primeiro.
deed-restart =
    { $n ->
        [one] Reiniciar { $n } bot
       *[other] Reiniciar { $n } bots
    }
deed-stop =
    { $n ->
        [one] Parar { $n } bot
       *[other] Parar { $n } bots
    }
deed-resume =
    { $n ->
        [one] Iniciar { $n } bot
       *[other] Iniciar { $n } bots
    }
deed-update =
    { $n ->
        [one] Atualizar { $n } bot
       *[other] Atualizar { $n } bots
    }
fleet-preview = { $deed }: { $names }
fleet-preview-more = { $deed }: { $names } e mais { $more }
fleet-pace =
    { $first ->
        [one] Primeiro vai um. Quando ele estiver bem,
       *[other] Primeiro vão { $first }. Quando eles estiverem bem,
    } seguem no máximo { $wave } de cada vez. Para sozinho quando { $failures } falharem, e o que foi feito fica feito.
fleet-pace-usage = Como segue se diz assim, com números de 1 a 200: /fleet update drift first 2 wave 20 failures 5. Nada foi feito.
fleet-confirm = As pessoas não poderão falar com eles até que sejam iniciados de novo. Escreva { $word } para confirmar.
fleet-count-differs = Isso não é “{ $word }”, então nada foi feito.
fleet-not-begun = Nada foi feito em nenhum bot.
fleet-job-head = { $deed } · { $state }
job-draft = espera seu sim
job-running = → em andamento
job-paused = ‖ em pausa
job-stopped = ▲ parou por si só
job-cancelled = ○ cancelado
job-done = ✓ feito depois de { $took }
fleet-tally = { $done } feitos, { $failed } com falha, { $skipped } deixados de fora, { $asked } em trabalho, { $waiting } por vir
fleet-stopped-at-canary =
    O primeiro falhou, então não pedi a nenhum outro. { $waiting ->
        [one] { $waiting } bot está como estava.
       *[other] { $waiting } bots estão como estavam.
    } Olhe o que falhou, depois continue ou cancele.
fleet-stopped-at-failures =
    { $failed ->
        [one] { $failed } falhou
       *[other] { $failed } falharam
    }, então não pedi a mais nenhum. { $waiting ->
        [one] { $waiting } bot está como estava.
       *[other] { $waiting } bots estão como estavam.
    } Olhe o que falhou, depois continue ou cancele.
fleet-job-id = Trabalho { $id }
fleet-target-failed = ✗ falhou: { $name } de { $owner }. { $why }
fleet-target-skipped = · deixado de fora: { $name } de { $owner }. { $why }
fleet-more = … e mais { $n }
skipped-busy = Havia outra coisa em andamento.
skipped-pointless = Já estava assim.
skipped-stopped = Está parado.
skipped-gone = Não existe mais.
skipped-cancelled = Foi cancelado antes.
fleet-job-file = O que houve com cada bot, um por linha.
fleet-jobs = Os últimos trabalhos, o mais novo primeiro:
fleet-no-jobs = Ainda não houve nenhum trabalho. /fleet restart failed começaria um.
fleet-no-job = Não conheço esse trabalho.
fleet-job-over = Isso não dá para fazer com ele do jeito que está. Ele está assim:
fleet-job-button = { $deed }, há { $ago }
button-fleet = Todos os bots
button-fleet-all = Ver todos
button-jobs = Trabalhos
button-job = Ver o trabalho
button-job-file = Cada bot
button-strays = Órfãos
button-pause = Pausar
button-go-on = Continuar
button-cancel-job = Cancelar o trabalho
button-update = Atualizar
button-earlier = Anteriores
button-later = Seguintes
by-operator-stopped = “{ $name }” foi parado por quem administra este Hatchery. A memória e as chaves estão a salvo. /history diz quando.
by-operator-resumed = “{ $name }” foi iniciado por quem administra este Hatchery, e está rodando.
by-operator-updated = “{ $name }” foi atualizado por quem administra este Hatchery. A memória e as chaves estão como estavam.
by-operator-down = Quem administra este Hatchery mexeu em “{ $name }”, e ele não voltou a funcionar. A memória e as chaves estão a salvo; tente reiniciá-lo.
confirm-strays =
    { $n ->
        [one] Remover { $names } na Railway para sempre, com tudo o que contém?
       *[other] Remover estas { $n } coisas na Railway para sempre, com tudo o que contêm: { $names }?
    } Escreva { $word } para confirmar.
cancelled-strays = Nada foi removido.
stray-ends = { $removed } removidos, { $kept } deixados em paz. /strays mostra o que resta.
act-upgrade = atualizou “{ $subject }”
act-fleet = trabalho em muitos bots { $subject }
act-remove-stray = removeu { $subject } na Railway
button-remove-all = Remover todos ({ $n })

## O que se descobriu sobre um bot
diagnosis-under-way = Estou olhando “{ $name }”: processo, canais, registro, chave, tokens e configuração. Leva até um minuto; escrevo o resultado aqui.
diagnosis-before = Já estou olhando “{ $name }”; o resultado chega sozinho.
diagnosis-good = “{ $name }” ✓ está tudo bem
diagnosis-bad = “{ $name }” ✗ algo está errado
diagnosis-unknown = “{ $name }” ? nem tudo pôde ser visto
diagnosis-at = Olhado há { $ago }
finding-line = { $check }: { $standing } – { $saw }
standing-good = ✓ bem
standing-bad = ✗ mal
standing-unknown = ? desconhecido
check-process = Processo
check-channels = Canais
check-errors = Últimos erros
check-key = Chave
check-token = Token do { $token }
check-config = Configuração
saw-runs =
    roda há { $since } como processo { $pid }, { $restarts ->
        [0] sem reinício
        [one] reiniciado sozinho uma vez
       *[other] reiniciado sozinho { $restarts } vezes
    }
saw-runs-memory =
    roda há { $since } como processo { $pid } com { $memory } MB, { $restarts ->
        [0] sem reinício
        [one] reiniciado sozinho uma vez
       *[other] reiniciado sozinho { $restarts } vezes
    }
saw-starts-again = ele se encerrou sozinho e está sendo iniciado de novo (tentativa { $n })
saw-gave-up = ele se encerrou toda vez que foi iniciado, então parei de tentar
saw-not-running = ele não está rodando
saw-stopped = está parado, como foi pedido
saw-deployed = sua implantação de há { $since } atende; a memória não pode ser medida lá agora
saw-deployed-memory = sua implantação de há { $since } atende com { $memory } MB
saw-deployment-is = a Railway diz da implantação dele: { $word }
saw-on-its-way = a Railway está trabalhando nisso: { $word }
saw-no-deployment = nada dele está implantado
saw-listens = todos os canais escutam
saw-log-says-ready = o registro diz que está pronto; não dá para perguntar a ele
saw-not-ready = nem todos os canais escutam ainda
saw-silent = ele não responde
saw-no-errors = nenhum no registro
saw-errors = { $lines }
saw-past-errors = nenhum desde que está pronto; antes disso: { $lines }
saw-key-ok = o provedor a aceita
saw-key-no-credit = é verdadeira, e a conta dela está sem saldo
saw-key-bad = o provedor não a aceita
saw-key-disabled = a conta dela está desativada no provedor
saw-key-wrong-kind = é de um tipo que não pode conversar
saw-key-not-permitted = não pode usar este modelo
saw-key-model = o provedor não tem o modelo
saw-key-busy = o provedor está ocupado demais para dizer
saw-key-region = o provedor não responde daqui
saw-key-unreachable = não dá para falar com o provedor
saw-needs-no-key = não precisa de nenhuma
saw-key-missing = não há nenhuma
saw-token-ok = aceito, como { $handle }
saw-token-ok-nameless = aceito
saw-token-mentions-only = aceito; lê mensagens privadas e menções
saw-token-webhook = outro programa em { $host } pega as mensagens
saw-token-lacks = falta { $scopes }
saw-token-no-socket-mode = o Socket Mode está desativado
saw-token-expires = é dos que morrem em poucas horas
saw-token-not-a-bot = não é de um bot
saw-token-closed = o workspace não deixa o app entrar
saw-token-revoked = não aceito (mais)
saw-token-unreachable = não dá para falar com a plataforma
saw-token-missing = não há nenhum
saw-fits = combina com seu molde, do jeito que está aqui agora
saw-adrift = combina, e foi implantado com outra versão do seu molde
saw-unfit = { $what }
saw-away = não dá para perguntar ao destino dele agora
saw-took-too-long = demorou demais para descobrir
saw-broke = não consegui descobrir; quem administra encontra a causa no registro
misfit-blueprint = seu molde não está mais aqui
misfit-target = seu molde não pode viver lá
misfit-provider = seu molde não conhece este provedor
misfit-channel = seu molde não conhece { $platform }
misfit-model = seu molde não conhece este modelo
misfit-config = seus ajustes não combinam com o molde; /config os mostra
misfit-unreadable = a configuração não pode ser lida; voltar a uma revisão que possa ser lida conserta isso: /config
misfit-value = tem um valor que não pode ser entregue
misfit-sealed = o que está guardado dele não pode ser aberto com a chave atual
next-nothing = Não há nada a fazer.
next-later = Não se sabe de nada errado. Olhe de novo em alguns minutos.
next-resume = Inicie-o quando as pessoas devam falar com ele de novo.
next-restart = Agora: reinicie-o. Se não ajudar, o registro diz mais.
next-logs = Agora: leia o registro.
next-key = Agora: dê outra chave a ele com Editar.
next-token = Agora: dê outro token a ele com Editar.
next-edit = Agora: corrija com Editar.
next-update = Uma atualização o deixa em dia.
next-operator = Agora: quem administra este Hatchery precisa olhar isso.
diagnoses-head = O que descobri para você, o mais novo primeiro:
diagnoses-none = Ainda não olhei nenhum bot para você. Envie /diagnose com o nome dele.
diagnosis-gone = Não guardo esse resultado para você.
diagnosis-line = “{ $name }”, há { $ago }
button-diagnose = Diagnosticar
button-diagnose-bot = Olhar “{ $name }”
button-look-again = Olhar de novo
button-diagnoses = Resultados anteriores
## Notícias para muitos: as perguntas

ask-news = O que devo escrever às pessoas?
ask-news-help = **negrito**, _itálico_, `código` e [palavras](https://…) ficam como dizem. Você vê antes de todo mundo.
ask-news-in = O que devo escrever a quem fala { $language }?
news-empty = Ainda não há nada. Escreva o texto que as pessoas vão ler.
news-too-long = São { $length } caracteres, e cabem { $longest }. Nada mudou; encurte o texto.
secret-in-news = Isso parece uma chave ou um token, então não aceitei. Escreva o texto sem isso.
news-menu = Acima está o que as pessoas vão ver. Mais alguma coisa?
news-for-all = Para todos que querem notícias
news-on = , no { $platform }
news-of-tier = , nível { $tier }
news-speaking = , que falam { $language }
news-live = , com um bot vivo
news-seen = , vistos nos últimos { $days } dias
news-now = Sai assim que você confirmar.
news-at = Sai em { $at }.
ask-picture = Onde está a imagem? Envie o endereço dela, que começa com https://. Com uma imagem, o texto pode ter 1024 caracteres.
picture-wrong = Isso não é o endereço de uma imagem que todos possam abrir. Começa com https://, e arquivos de um chat não servem.
ask-links = Que botões vão embaixo? Uma linha para cada, por exemplo: Ler mais | https://example.com/news
links-wrong = Não consigo fazer um botão de “{ $line }”. Uma linha é assim: Texto | https://example.com
links-many = De um a { $most } botões, por favor, uma linha para cada.
ask-whom = Quem vai receber? Cada botão estreita ou amplia de novo.
ask-when = Quando deve sair? Por exemplo: in 2h, ou 2026-12-01 09:00, pelos relógios de { $zone }.
when-wrong = Não entendo essa hora, ou ela já passou, ou está a mais de 90 dias. Por exemplo: in 2h, ou 2026-12-01 09:00.
news-review = Para { $total } { $total ->
    [one] pessoa
   *[other] pessoas
}: Telegram { $telegram }, Discord { $discord } (que pediram). Cerca de { $took } se nada atrapalhar.
news-write = Escreva { $word } para enviar, ou
news-nobody = Nenhum deles quer notícias e pode ser alcançado, então não há a quem enviar.
count-differs = Esse não é o número. Escreva { $word } para enviar.
count-changed = Alguém chegou ou saiu nesse meio-tempo, e nada foi enviado. O número agora é este:
news-same = Este mesmo texto saiu há { $ago }, para { $total } { $total ->
    [one] pessoa
   *[other] pessoas
}. Mais uma vez?
test-sent = É assim que as pessoas recebem.
test-not-sent = O teste não chegou: { $why }. Nada foi enviado a ninguém.
cancelled-news = Cancelado. Nada foi enviado.
leaving-news = Você está no meio de um texto para muitos.

## Notícias para muitos: como está indo

news-scheduled = Um texto para { $total } { $total ->
    [one] pessoa
   *[other] pessoas
} sai em { $at }.
news-sending = Enviando: { $sent } de { $total } já têm.
news-paused = Em pausa: { $sent } de { $total } já têm.
news-cancelled = Cancelado: { $sent } de { $total } já têm, e mais ninguém vai receber.
news-done = Enviado: { $sent } de { $total } já têm, depois de { $took }.
news-left = Faltam { $n }
news-left-at = Faltam { $n }, { $rate } por segundo, cerca de { $takes } pela frente
news-blocked = { $n } sem como receber; ficam de fora até escreverem de novo
news-skipped = { $n } que não querem mais notícias ou saíram nesse meio-tempo
news-perhaps = { $n } que talvez já tenham: fui cortado, e não envio a ninguém duas vezes
news-failed = { $n } com falha: { $cause }
halt-refusals = { $platform } recusou dez seguidas, então eu mesmo parei lá. Continue mais tarde, ou deixe assim.
halt-too-fast = { $platform } me pediu várias vezes para ir mais devagar, então eu mesmo parei lá. Continue mais tarde.
halt-message = { $platform } não aceita esta mensagem, então eu mesmo parei lá. Cancele e conserte o texto, a imagem ou os botões.
news-is-paused = Em pausa. O que já estava a caminho, no máximo 8, ainda chega.
news-goes-on = Continua.
news-is-cancelled = Cancelado. Quem já tem fica com ela; mais ninguém recebe.
news-pointless = Isso não é mais possível: já terminou, ou já está assim.
no-broadcasts = Ainda não se escreveu nada a muitos.
broadcast-line = { $at }  “{ $text }”  { $state }, { $sent } de { $total }
state-scheduled = espera a hora
state-sending = sendo enviado
state-paused = em pausa
state-cancelled = cancelado
state-done = enviado
unsure-head = { $n } que talvez já tenham. Fui cortado enquanto escrevia, e não envio a ninguém duas vezes:
act-broadcast = texto para muitos “{ $subject }”
nobody-unsure = Não há ninguém de quem eu não saiba se já tem.

## O que se escreve a uma pessoa por conta própria

notifications-head = O que acontece com seus bots eu sempre conto.
news-are-on = Notícias de quem administra este lugar: sim
news-are-off = Notícias de quem administra este lugar: não
news-on-now = A partir de agora você recebe notícias de quem administra este lugar.
news-off-now = Sem mais notícias. O que acontece com seus próprios bots eu continuo contando.

## Notícias: perguntas, campos e botões

prompt-news = notícia
prompt-when = quando
prompt-count = número
field-news = Texto
field-picture = Imagem, um endereço com https://
field-links = Botões: Texto | https://…
field-when = Quando
field-count = Para quantos
button-write-count = Escrever o número
button-news-review = Continuar
button-news-text = Texto
button-news-in = Em { $language }
button-news-picture = Imagem
button-no-picture = Sem imagem
button-news-links = Botões
button-no-links = Sem botões
button-news-whom = Para quem
button-news-when = Quando
button-news-now = Agora mesmo
button-news-test = Testar comigo
button-news-anyway = Enviar de novo
button-everywhere = Em todo lugar
button-every-tier = Todos os níveis
button-every-language = Todos os idiomas
button-live-bot = Com bot vivo
button-seen-any = Vistos quando for
button-seen = Vistos em { $days } dias
button-pause-news = Pausar
button-resume-news = Retomar
button-cancel-news = Cancelar o envio
button-unsure-news = Quem é incerto
button-no-news = Sem mais notícias
button-news = Quero notícias

## Alarmes
alarm-head = Alarme: { $what }
alarm-still = Isto continua, há { $since }: { $what }
all-clear = Tudo em ordem: { $what } Durou { $lasted }.
wrong-failures = { $failed } de { $ended } operações falharam em 15 minutos, e não por causa das pessoas.
wrong-queue = há trabalho pendente há { $age } e ninguém o pega.
wrong-outbox = uma mensagem espera há { $age } para ser enviada.
wrong-budget = a Railway só me deixa perguntar mais { $left } de { $limit } vezes nesta hora.
wrong-database = o banco de dados leva { $ms } ms para uma escrita minúscula, vez após vez.
wrong-token = { $platform } não aceita mais o meu token.
wrong-disk = só { $mb } MB de disco estão livres onde fica DATA_DIR.
wrong-webhook = o webhook de alertas não aceita minhas mensagens: { $why }
means-failures = Bots novos, reinícios e mudanças falham. Os bots que rodam continuam, e o que falhou não conta para ninguém.
means-queue = As pessoas esperam pelos bots. Nada se perde; segue de onde parou.
means-outbox = Alguém não fica sabendo do que aconteceu. Nada se perde; continuo tentando.
means-budget = Bots novos vão ter que esperar. Os que rodam continuam.
means-database = Tudo fica lento. Nada se perde.
means-token = Lá ninguém é ouvido nem respondido. Os bots continuam.
means-disk = Quando ele encher, nada mais poderá ser salvo. Até lá tudo continua.
means-webhook = Os alarmes chegam só por chat, como este.
remedy-failures = O registro tem a causa de cada uma. /maintenance on "texto" deixa bots novos em espera.
remedy-queue = Veja se o Hatchery tem processador e memória suficientes, ou inicie um segundo no mesmo banco de dados.
remedy-outbox = Veja se a plataforma está fora do ar. Se não estiver, o registro tem a causa.
remedy-budget = Ele se enche de novo dentro de uma hora. Se isso acontece muito, um plano maior da Railway tem mais.
remedy-database = Olhe a carga e o disco da máquina dele.
remedy-token = Crie um token novo lá, ponha-o em { $setting } e me inicie de novo.
remedy-disk = Abra espaço, ou dê a ele um disco maior.
remedy-webhook = Ponha em ALERT_WEBHOOK_URL um que exista, me inicie de novo e teste com /alerts test.
right-failures = as operações voltaram a dar certo.
right-queue = o trabalho voltou a ser pego a tempo.
right-outbox = nenhuma mensagem espera mais.
right-budget = a Railway voltou a me deixar perguntar o bastante.
right-database = o banco de dados voltou a ser rápido.
right-token = { $platform } voltou a aceitar o meu token.
right-disk = voltou a haver espaço no disco.
right-webhook = o webhook de alertas voltou a aceitar minhas mensagens.

## O que é vigiado
alerts-head = O que eu vigio, como está agora:
usage-alerts = Assim: /alerts, /alerts test, /alerts mute, /alerts mute queue, /alerts unmute.
watch-fine = ● bem: { $what }
watch-doubtful = ◐ parece ruim, vou olhar de novo: { $what }
watch-raised = ▲ alarme há { $since }: { $what }
read-failures = { $failed } de { $ended } operações falharam em 15 minutos
read-queue = o trabalho mais antigo está pendente há { $age }
read-no-queue = nenhum trabalho espera
read-outbox = a mensagem mais antiga espera há { $age }
read-no-outbox = nenhuma mensagem espera
read-budget = restam { $left } de { $limit } pedidos à Railway nesta hora
read-database = o banco de dados levou { $ms } ms para uma escrita minúscula
read-token = { $platform } aceita o meu token
read-token-refused = { $platform } não aceita o meu token
read-disk = { $mb } MB de disco livres
read-webhook =
    o webhook de alertas falhou { $failed ->
        [one] uma vez
       *[other] { $failed } vezes seguidas
    }
alerts-to-webhook = Aviso operadores e donos nos chats deles, e um webhook do { $platform }.
alerts-to-chat = Aviso operadores e donos nos chats deles. Nenhum webhook está definido.
alarm-all = todos os alarmes
alarm-failures = o alarme de falhas
alarm-queue = o alarme de trabalho à espera
alarm-outbox = o alarme de mensagens à espera
alarm-budget = o alarme do orçamento da Railway
alarm-database = o alarme de banco de dados lento
alarm-token = o alarme de token recusado
alarm-disk = o alarme de disco cheio
alarm-webhook = o alarme do webhook
alarms-muted = Silenciado para todos por 1 hora: { $what }. O que continuar até lá será avisado então.
alarms-unmuted = Nada mais está silenciado. Os outros foram avisados.
nothing-muted = Nada está silenciado.
alarms-muted-by = Silenciado por mais { $left } por { $by }: { $what }.
alarms-unmuted-by = { $by } encerrou o silêncio: os alarmes voltam a ser avisados.
alerts-test = Este é um teste dos alertas, enviado por { $by }. Não há nada de errado.
alerts-tested =
    { $arrived ->
        [0] O teste não chegou a lugar nenhum:
       *[other] O teste chegou a { $arrived } de { $all }:
    }
place-webhook = o webhook do { $platform }
arrived = ● chegou: { $place }
not-arrived = ▲ não chegou: { $place }: { $why }
and-more-places = e mais { $n }
no-alert-webhook = Nenhum webhook está definido. ALERT_WEBHOOK_URL aceita um do Slack ou do Discord.
missed-stranger = a pessoa nunca me escreveu, então não a conheço.
missed-off = não estou ligado lá.
missed-token = meu token não é aceito lá.
missed-blocked = não dá para alcançar a pessoa; ela pode ter me bloqueado.
missed-wait = pede que eu espere { $wait }.
missed-silent = ninguém respondeu a tempo.
missed-refused = foi recusado.
unposted-because = responde { $status }, { $word }.
unposted-refused = responde { $status }.
unposted-unreachable = não dá para alcançá-lo.
button-alerts = Todos os alertas
button-mute = Silenciar 1 h
button-unmute = Tirar o silêncio
button-test-alerts = Enviar um teste
act-mute-alerts = silenciou alarmes: { $subject }
act-unmute-alerts = encerrou o silêncio dos alarmes
act-test-alerts = testou como os alarmes são avisados

# O que abre a API HTTP
command-token = tokens para a API HTTP: new, list, revoke
usage-token =
    Escreva assim:
    /token new
    /token new read 7d
    /token new read deploy 90d
    /token list
    /token revoke ab12
access-token =
    Aqui está seu token, para { $scopes }, até { $until }:
    { $token }
access-token-help = Só o mostro agora e não guardo cópia. Quem o tiver age como você: guarde bem e apague esta mensagem. /token revoke e os quatro últimos caracteres dele o anulam na hora.
access-token-too-many = Você tem { $most } tokens, que é o máximo. Nada foi criado: revogue um antes, /token list os mostra.
access-token-needs-role = Um token para admin é para quem tem uma função aqui, então não criei nenhum. /token new cria um para read e deploy.
access-token-revoked = { $tail } não abre mais nada.
no-such-access-token = Você não tem nenhum token que termine assim. Nada mudou; /token list mostra os seus.
no-access-tokens = Você não tem tokens para a API HTTP.
access-tokens-head = Seus tokens para a API HTTP:
access-token-line = { $tail }  { $scopes }, termina em { $ends }
access-token-used = { $line }, usado há { $ago }
access-tokens-help = /token revoke e o final de um o anula.
act-api-token = token para a API { $subject }
act-revoke-api-token = token para a API revogado { $subject }

## Bots a partir de outros

command-clone = criar outro bot como um dos seus
command-share = deixar outros criarem um bot como o seu
word-bot-or-code = um dos seus bots, ou o código de um compartilhado
share-made = Quem tiver este link pode criar um bot como “{ $name }” por { $lasts }:
share-command = Em outro chat comigo: /clone { $code }
share-carries = Isto é o que veem e recebem:
share-without = Nenhuma chave, token, memória ou conversa sua vai junto, nem o nome de ninguém. Um link novo anula este.
share-setting = { $name }: { $value }
share-offered = Alguém compartilha um bot com você, “{ $name }”. O seu seria assim:
share-yours = Você traz sua própria chave { $provider } e seus tokens. Ele é só seu: quem compartilha não vê nada dele.
share-yours-alone = Ele é só seu: quem compartilha não vê nada dele.
share-over = Não há nada por trás desse link. Ele pode estar digitado errado, encerrado ou ter mais de 30 dias; peça um novo, ou crie um bot só seu.
share-no-kind = Esse tipo de bot não é mais criado aqui. Pergunte a quem o compartilhou, ou crie outro com /deploy.
share-ended = O link para bots como “{ $name }” não vale mais. Os bots que foram criados com ele ficam.
not-shared = “{ $name }” não está compartilhado.
review-key-to-come = IA: { $provider }, com sua própria chave
review-settings = Ajustes: { $settings }
button-copy-address = Copiar o endereço
button-copy-link = Copiar o link
button-copy-command = Copiar o comando
button-copy-code = Copiar o código
invite-by-link = Como link que me abre no Telegram: { $link }
link-by-link = Ou abra isto no Telegram, que envia por você: { $link }
button-end-share = Parar de compartilhar
button-hatch-like = Criar um igual
act-share = compartilhou do que “{ $subject }” é feito
act-end-share = parou de compartilhar “{ $subject }”

## Chaves guardadas para vários bots

command-keys = chaves de provedores de IA que guardo para seus bots
usage-keys = /keys mostra as chaves que guardo para você. /keys add, /keys replace …x7Qp e /keys delete …x7Qp as mudam.
keys-head = Chaves que guardo para seus bots:
no-keys = Ainda não guardo nenhuma chave para você. Uma chave guardada aqui é oferecida sempre que um bot precisa de uma, e trocada para todos os bots dela de uma vez.
key-line = { $provider } { $tail } · usada por { $bots }
key-line-unused = { $provider } { $tail } · ainda não usada por nenhum bot
key-card = Chave { $provider } { $tail }, guardada há { $since }
key-card-checked = O provedor dela disse que é boa há { $ago }.
key-card-unchecked = Ainda não se sabe se o provedor a aceita; eu pergunto antes que um bot a receba.
key-used-by = Usada por { $bots }.
key-unused = Nenhum bot a usa.
key-on-its-way = Ela está a caminho dos bots, um por um. Nada mais pode ser feito com ela até isso se resolver.
key-kept = A chave { $provider } { $tail } está guardada, criptografada. Eu a ofereço sempre que um bot precisar de uma.
key-known = A chave { $tail } já está guardada, então nada foi adicionado.
key-may-be-kept = A chave { $tail } é só de “{ $name }”. Posso guardá-la para os seus outros bots também.
key-same = A chave { $tail } é a que já está guardada, então não há nada para trocar.
too-many-keys = Guardo { $most } chaves para você, que é o máximo. Nada foi guardado; exclua antes uma em /keys.
no-such-key = Não há nenhuma chave assim, ou várias terminam assim. Nada mudou.
key-deleted = A chave { $provider } { $tail } foi excluída aqui. Em { $provider } ela continua valendo até você revogá-la lá.
key-in-use = A chave { $provider } { $tail } é usada por { $bots }, então não a excluí. Troque-a, ou dê antes outra chave a { $bots } com /edit.
key-still-kept = Ela fica em /keys, onde você pode trocá-la para todos os bots dela.
key-no-credit-kept = A chave { $tail } é verdadeira, mas a conta dela está sem saldo, então um bot com ela não poderia responder a ninguém.
ask-key-provider = De quem é a chave?
ask-key-kept = Eu a guardo para todos os seus bots; nenhum a recebe até você dizer.
ask-key-replace =
    { $n ->
        [one] Se ela for boa, { $bots } a recebe no lugar de { $tail }. Se ele não ficar bem com ela, recebe { $tail } de volta, e eu aviso você.
       *[other] Se ela for boa, { $n } bots a recebem no lugar de { $tail }: { $bots }. Um por um, cada um quando o anterior responder de novo; no primeiro que não responder, eu paro e aviso você.
    }
ask-key-replace-unused = Ela toma o lugar de { $tail }, que nenhum bot usa.
cancelled-key = Nenhuma chave foi guardada ou trocada.
leaving-key = Você está no meio de me dar uma chave. Quer sair disso?
key-replaced = A chave { $provider } guardada agora é { $tail }. Nenhum bot usava a antiga; ela foi excluída aqui, e você pode revogá-la em { $provider }.
key-replacing =
    { $n ->
        [one] A chave { $tail } vai agora para o bot que a usa. A próxima mensagem mostra até onde chegou; você pode sair, eu escrevo quando terminar.
       *[other] A chave { $tail } vai agora para { $n } bots, um por um. A próxima mensagem mostra até onde chegou; você pode sair, eu escrevo quando terminar.
    }
key-move = A chave { $provider } { $tail } toma o lugar de { $before }
key-move-back = De volta à chave { $provider } { $tail }, no lugar de { $before }
key-move-help = O próximo espera até o anterior responder de novo.
key-move-paused = Está em espera: você não pode mudar bots agora. As duas chaves estão a salvo.
key-bot-waits = “{ $name }” espera
key-bot-asked = “{ $name }” inicia com ela
key-bot-goes-back = “{ $name }” não está bem com ela e recebe { $before } de volta
key-bot-has-it = “{ $name }” já a tem
key-bot-when-started = “{ $name }” está parado e a adota quando for iniciado
key-bot-failed = “{ $name }” não está bem com ela
key-bot-left-out = “{ $name }” fica de fora: não existe mais, ou já tem outra chave
key-stopped = “{ $name }” não ficou bem com a chave { $provider } { $tail }.
key-stopped-help = Parei aí. As duas chaves ficam guardadas até você dizer o que fazer.
key-left-going-back = “{ $name }” está recebendo { $before } de volta.
key-left-well = “{ $name }” tem { $before } de novo e está bem.
key-left-serves-on = “{ $name }” tem { $before } de novo; o que rodava antes da mudança não parou em nenhum momento.
key-left-untouched = Nada foi feito em “{ $name }”; ele continua com { $before }.
key-left-unwell = “{ $name }” tem { $before } de novo, mas ainda não está bem. /status mostra como ele está.
key-have = Com { $tail }: { $bots }
key-have-not = Ainda com { $before }: { $bots }
key-moved =
    { $n ->
        [0] A chave { $provider } { $tail } está no lugar; nenhum bot precisava mais dela. { $before } foi excluída aqui, e você pode revogá-la em { $provider }.
        [one] { $n } bot tem agora a chave { $provider } { $tail }. { $before } foi excluída aqui, e você pode revogá-la em { $provider }.
       *[other] { $n } bots têm agora a chave { $provider } { $tail }. { $before } foi excluída aqui, e você pode revogá-la em { $provider }.
    }
key-moved-back = Seus bots voltaram à chave { $provider } { $tail }. { $before } foi excluída aqui.
key-left-so = Fica como está. { $before } fica com { $bots }, como chave própria que /keys não mostra mais; a que está guardada é { $tail }.
key-goes-on = Continua. A mensagem com a lista mostra até onde chegou.
key-stays-so = Fica como está.
key-move-over = Isso já está resolvido. /keys mostra como ficou.
button-add-key = Adicionar chave
button-all-keys = Todas as chaves
button-replace-key = Trocar
button-use-key = Usar minha chave { $provider } { $tail }
button-key-of = Usar a chave de “{ $name }”
button-keep-for-others = Guardar para outros bots
button-key-back = Voltar a { $before }
button-key-leave = Deixar assim
act-keep-key = chave guardada: { $subject }
act-replace-key = chave trocada: { $subject }
act-drop-key = chave excluída: { $subject }

## A página privada em que se dá uma chave ou um token
button-private-page = Página privada
button-open-page = Abrir a página
private-page-hint = Ou use a página privada: o que você escreve lá não passa pelo { $platform }.
private-page-later = Deixe a chave fora do formulário para dá-la em uma página privada.
private-page = Aqui está sua página privada. { $what }.
private-page-help = Ela serve uma vez, por { $lasts }, e o que você escreve lá não passa pelo { $platform }. Eu sigo aqui sozinho. Voltar, Cancelar ou um link mais novo a anulam.
secret-of = { $what } para “{ $name }”
secret-of-new = { $what } para seu bot novo
page-title = Página privada
page-looks = Procurando o link.
page-needs-script = Esta página precisa de JavaScript para ler seu link, e ele está desativado aqui. Nada foi enviado. Ative-o, ou responda no chat.
page-no-link = Esta página abre com seu próprio link. Volte ao chat, toque em “Página privada” e abra o link que receber.
page-show = Mostrar
page-hide = Ocultar
page-send = Enviar
page-sends = Enviando.
page-where = Vai por uma linha criptografada até este Hatchery, é verificado e fica guardado criptografado.
page-leave-empty = O que ficar vazio aqui eu peço depois:
page-lost = O Hatchery não respondeu, então não é certo que isto tenha chegado. Toque em “Enviar” de novo: é aceito no máximo uma vez.
page-busy = Tentativas demais vindas da sua rede. Nada foi aceito. Espere um minuto e toque em “Enviar” de novo.
page-foreign = Isto não veio da própria página, então nada foi aceito. Abra de novo o link do chat, em um navegador à parte.
page-too-long = Isso é longo demais. Nada foi aceito, e o link continua valendo.
page-whose = É para um bot de { $who }. Não é você? Então feche esta página: o que você escrevesse aqui seria dessa pessoa.
page-ends = Esta página serve uma vez e fecha em { $left }.
page-taken = Chegou. Volte ao chat, que segue sozinho. Você pode fechar esta página.
page-used = Este link já foi usado, então nada foi aceito agora. Olhe o chat: seguiu por lá.
page-replaced = Um link mais novo tomou o lugar deste, então nada foi aceito. Use o link mais novo do chat.
page-closed = Houve tentativas demais com este link, então ele está fechado e nada foi aceito. Toque em “Página privada” no chat para ter outro.
page-time-is-over = O tempo deste link acabou, então nada foi aceito. Toque em “Página privada” no chat para ter outro.
page-moved-on = O chat seguiu adiante depois que este link foi criado, então ele não vale mais e nada foi aceito. Volte ao chat para ver onde você está.
page-unknown = Este link não é conhecido aqui. Pode ter sido cortado, ou ter acabado há muito tempo. Nada foi aceito. Toque em “Página privada” no chat para ter outro.
page-not-yours = Este link foi feito para outra pessoa, então nada foi aceito. Para ela continua valendo. Se você quer um bot seu, escreva para mim.
page-unproven = O que o Telegram diz sobre quem abriu esta página é antigo demais ou não confere, então nada foi aceito. Feche a página e abra de novo pelo botão no chat.

## Bots no Telegram que as pessoas criam por nosso meio

command-rotate = dar um token novo a um bot do Telegram
ask-token-or-make = “{ $name }” precisa de um bot próprio no Telegram. Posso criá-lo para você: confirme no Telegram, nada para copiar. Só você pode escrever para ele.
ask-token-or-make-help =
    Se o Telegram disser que o nome já está em uso, escolha outro lá. Se disser que você tem bots demais, exclua antes um em @BotFather.
    Já tem um token? Envie aqui. { $stays }
fetching-token = { $handle } foi criado. Estou pegando o token dele com o Telegram.
still-fetching-token = Ainda estou pegando o token de { $handle } com o Telegram.
managed-for-later = { $handle } foi criado; eu o uso quando chegarmos ao Telegram.
managed-after-this = Termine ou cancele isto primeiro; { $handle } continua seu, e eu o ofereço de novo.
managed-late = Demorou demais, e eu já não esperava. { $handle } é seu. Vamos usá-lo?
managed-kept = { $handle } foi criado e é seu. Nada o usa ainda; eu o ofereço na próxima vez que você criar um bot no Telegram.
managed-unasked = { $handle } foi criado e é seu, e eu o gerencio. Nada o usa ainda. Posso criar um assistente que responda lá.
managed-taken = Esse bot do Telegram já está em uso, ou não é mais seu.
managed-refused = O Telegram não me dá o token de { $handle }: não posso mais gerenciar bots, ou não este. Nada foi guardado; o bot é seu.
managed-refused-help = Você ainda pode usá-lo: @BotFather, /mybots, “API Token”, e me envie o token.
managed-unreachable = Não consigo falar com o Telegram agora, então ainda não tenho o token de { $handle }. O bot é seu.
managed-rotating = Estou pegando um token novo com o Telegram e o levo ao bot. Escrevo quando terminar.
not-managed = Não posso mais pedir ao Telegram o token desse bot. Em @BotFather, /mybots, “API Token”, “Revoke”; depois me dê com /edit.
rotate-by-hand = O token de “{ $name }” veio do @BotFather, então só você pode trocá-lo: /mybots, “API Token”, “Revoke”. Depois me dê o novo com /edit.
rotate-no-telegram = “{ $name }” não está no Telegram, então não tem um token que eu possa trocar.
managed-lost =
    { $handle }, o bot do Telegram de “{ $name }”, agora é de outra pessoa.
    Não pego o token novo dele. “{ $name }” mantém sua memória e seus outros canais.
    Dê a ele outro bot do Telegram com /edit.
managed-gone =
    O Telegram não me dá mais o token de { $handle }, o bot de “{ $name }”.
    Não mudei nada. Se ele parou de responder lá, o token antigo não vale mais.
    Pegue o token em @BotFather, /mybots, e me dê com /edit.
managed-token-kept = { $handle } tem um token novo. “{ $name }” está parado e o adota quando você o iniciar.
managed-token-taken-up = { $handle } tem um token novo. “{ $name }” continua com ele; você não precisa fazer nada.
child-description = { $name } é um assistente pessoal. Ele responde ao dono e a quem o dono deixou entrar.
child-short = { $name }, um assistente pessoal
child-new = esquecer o que foi dito e começar de novo
button-make-bot = Crie para mim
button-have-token = Tenho um token
button-use-made = Usar { $handle }
