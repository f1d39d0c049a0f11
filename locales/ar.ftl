# Every sentence Hatchery says, in Arabic. It speaks to nobody as a man or a woman: nouns of action, not imperatives.

## Start and help

welcome = أنا أُطلق البوتات. يكفيني اسم ومزوّد ذكاء اصطناعي، وبعد دقيقة أو دقيقتين يكون لك مساعد خاص يعمل لك وحدك.
you-have = لديك { $live } من { $limit } من البوتات.
no-access = الدخول إلى Hatchery هنا بدعوة. إن كان لديك رمز فيمكن إرساله هنا، وإلا فيمكن طلبه ممن يديرها.
redeemed = رمزك صحيح: أهلًا وسهلًا.
wrong-code = لا أعرف هذا الرمز. ربما استُعمل من قبل أو فيه خطأ في الكتابة.
how = لك اختيار الاسم والذكاء الاصطناعي الذي يستعمله البوت ومكان الحديث معه. أُشغّل البوت وأسأله سؤالًا لأتأكد من أنه يجيب، ثم أعتني به: يعود وحده إذا سقط، ويمكن رؤية حاله وسجله في أي وقت. ويمكن الطلب بجملة واحدة بالإنجليزية أو الإسبانية: deploy a Claude bot called nest on Telegram.
help-head = هذا ما أفهمه:
help-more = وهناك المزيد، والأمر /help all يشرح كل واحد منها: { $commands }
unknown-command = لا أعرف هذا الأمر.
unknown-command-near = لا أعرف هذا الأمر. هل المقصود { $nearest }؟
not-understood = لم أفهم ذلك. هل أُطلق لك بوتًا؟
topic-of = هذا موضوع «{ $name }»، والأوامر مثل /logs أو /restart تعنيه هنا. للتحدث معه يُكتب إلى البوت نفسه.
looking-up = لحظة، أبحث عن ذلك …
asked-elsewhere = ما زال سؤال مني ينتظر في مكان آخر من هذه المحادثة، لذلك لم أعتبر هذا جوابًا عنه.
told-in-topic = أعمل على ذلك الآن. ما سيحدث يظهر في موضوع «{ $name }».
only-text = هنا أستطيع قراءة النص فقط.
in-group = لا مكان للمفاتيح في مجموعة. لنفعل ذلك في محادثة خاصة.
broken = حدث خلل عندي ولم يتغيّر شيء. يمكن المحاولة مرة أخرى بعد قليل، وإن تكرر ذلك فيمكن إعطاء المشغّل هذا الرقم: { $reference }.
step-over = هذه الخطوة انتهت. هذا موضعك الآن:
step-over-idle = هذه الخطوة انتهت.
after-this = يُنهى هذا أو يُلغى أولًا؛ يبقى الزر صالحًا.
press-a-button = يُرجى الضغط على أحد الأزرار.
leaving-console-of-railway = بوتاتك تواصل العمل على Railway. للعناية بها يكفي تشغيلي من جديد. إلى اللقاء.
leaving-console = بوتاتك تتوقف مع Hatchery وتعود معها. إلى اللقاء.
console-how-to-leave = للخروج: Ctrl-D.
console-trouble = حدث خلل عندي ولم يتغيّر شيء. السبب في السجل: hatchery.log في DATA_DIR.
plain = { $text }
joined = { $first }{ $second }

## Commands, as a menu lists them

command-deploy = إطلاق بوت جديد
command-status = حال بوتاتك
command-logs = آخر أسطر سجل بوت
command-restart = إعادة تشغيل بوت
command-stop = إيقاف بوت
command-resume = تشغيل بوت متوقف
command-edit = تغيير مفتاح بوت أو نموذجه أو توكنه أو ضيوفه
command-delete = حذف بوت نهائيًا
command-quota = ما استُعمل وما بقي لك
command-language = تغيير اللغة
command-timezone = تحديد منطقتك الزمنية
command-link = حساب واحد لك هنا وعلى منصة أخرى
command-unlink = فصل هذا الحساب من جديد
command-cancel = ترك السؤال الحالي
command-help = كل الأوامر
command-start = البدء أو معرفة موضعك
command-config = عرض إعدادات بوت وتغييرها
command-diagnose = فحص بوت
command-history = ما حدث لبوتاتك ومن فعله
command-notifications = ما أكتبه لك من تلقاء نفسي
command-export = كل ما أعرفه عنك في ملف
command-forget = حذف حسابك وبوتاتك ومفاتيحك
command-user = البحث عن شخص وتحديد ما يحق له
command-invite = إنشاء رمز دعوة
command-tier = تحديد فئة شخص
command-fleet = كل البوتات لكل الناس
command-strays = ما بقي على Railway بلا بوت
command-broadcast = الكتابة إلى كثيرين
command-maintenance = جعل البوتات الجديدة تنتظر
command-spend = حدّ لتكلفة Railway في الشهر
command-alerts = ما أراقبه ومن أُخبره
command-admin = من له أي دور

## Hatching: the questions

ask-blueprint = أي نوع من البوتات؟
ask-name = ماذا يُسمّى؟
ask-name-help = من 3 إلى 32 حرفًا أو رقمًا.
name-taken = لديك بوت اسمه «{ $name }».
name-too-short = هذا أقصر من أن يكون اسمًا.
name-too-long = هذا أطول من أن يكون اسمًا.
name-one-line = الاسم سطر واحد من نص عادي.
name-character = لا يمكن أن يكون «{ $odd }» في الاسم. تصلح الحروف والأرقام والمسافات و«-» و«_».
name-no-letter = يحتاج الاسم إلى حرف أو رقم واحد على الأقل.
ask-provider = أي ذكاء اصطناعي يستعمله «{ $name }»؟ المفتاح منك، وفاتورة تفكيره تصل إلى حسابك هناك.
ask-provider-unnamed = أي ذكاء اصطناعي يستعمله بوتك؟ المفتاح منك، وفاتورة تفكيره تصل إلى حسابك هناك.
pick-provider = لا أعرف هذا المزوّد. يُرجى اختيار واحد من هذه.
key-too-early = بدا ذلك مفتاحًا فلم أحتفظ به. سأطلبه حين أحتاج إليه.
ask-key = يُرجى إرسال مفتاح { $provider } الخاص بك. أوله { $shape }.
ask-key-any-shape = يُرجى إرسال مفتاح { $provider } الخاص بك.
ask-key-help = أفحصه بسؤال صغير لا يكاد يكلّف شيئًا، ثم أحفظه مشفّرًا. لا يبقى في هذه المحادثة.
ask-key-at-terminal = أفحصه بسؤال صغير لا يكاد يكلّف شيئًا، ثم أحفظه مشفّرًا. لا يظهر وأنت تكتبه.
ask-key-by-form = يُكتب مفتاح { $provider } في النموذج خلف الزر، لا في رسالة. أفحصه بسؤال صغير لا يكاد يكلّف شيئًا، ثم أحفظه مشفّرًا.
where-is-the-key = تُعطى مفاتيح { $provider } هنا: { $address }
message-deleted = حُذفت رسالتك.
delete-it-yourself = لم يُسمح لي بحذف رسالتك. يُرجى حذفها بيدك كي لا يقرأ أحد السر الذي فيها.
checking-key = وصل المفتاح { $tail }. أفحصه لدى { $provider }.
still-checking = ما زلت أفحص المفتاح المُرسل.
key-too-short = هذا أقصر من أن يكون مفتاح { $provider }.
key-too-long = هذا أطول من أن يكون مفتاح { $provider }.
key-alphabet = لا يمكن أن يكون هذا مفتاح { $provider }: المفتاح كلمة واحدة من حروف لاتينية وأرقام وشرطات.
key-of-another = يبدو هذا مفتاح { $other }، والمطلوب مفتاح { $provider }.
key-is-token = يبدو هذا توكن بوت على { $platform }. المطلوب مفتاح { $provider }.
key-is-admin = هذا مفتاح إداري لدى { $provider } لا يصلح للمحادثة. المطلوب مفتاح عادي.
key-is-subscription = هذا من اشتراك محادثة لا يسمح { $provider } باستعماله في البرامج. المطلوب مفتاح API.
key-refused = لا يقبل { $provider } المفتاح { $tail }. ربما هو مقطوع أو ملغى أو من مزوّد آخر.
key-account-disabled = أغلق { $provider } حساب المفتاح { $tail }.
key-wrong-kind = المفتاح { $tail } حقيقي، لكنه من نوع لا يسمح له { $provider } بالمحادثة.
key-no-credit = المفتاح { $tail } حقيقي، لكن لم يبق في حسابه رصيد، فلن يستطيع «{ $name }» أن يجيب أحدًا.
key-no-credit-help = يمكن المتابعة وشحن الرصيد لاحقًا.
key-not-permitted = المفتاح { $tail } حقيقي، لكن { $provider } لا يسمح له بهذا النموذج.
key-model-unavailable = المفتاح { $tail } حقيقي، لكن { $provider } لا يقدّم له النموذج المعتاد. يمكن اختيار نموذج آخر لاحقًا.
key-rate-limited = { $provider } مشغول ويطلب الانتظار، فلا أعرف بعد هل يعمل المفتاح.
key-region = لا يردّ { $provider } على الطلبات من المكان الذي أعمل فيه، فلا أعرف هل يعمل المفتاح.
key-unreachable = لا أستطيع الوصول إلى { $provider } الآن، فلا أعرف هل يعمل المفتاح.
nothing-stored = لم يُحفظ شيء.
secret-unasked = بدا ذلك مفتاحًا ولم أكن قد طلبته، فلم أحتفظ بشيء منه. إن كان غيرك يستطيع قراءته فالأفضل إلغاؤه.
secret-in-command = لا مكان للمفاتيح بعد أمر، فلم أحتفظ بشيء منه. سأطلبه بنفسي.
ask-channels = أين يتحدث الناس مع «{ $name }»؟ يمكن اختيار مكان أو أكثر.
ask-channels-unnamed = أين يتحدث الناس مع بوتك؟ يمكن اختيار مكان أو أكثر.
pick-channels = يُرجى اختيار واحد من هذه على الأقل.
ask-token = يحتاج «{ $name }» إلى بوت خاص به في Telegram. يُرجى إرسال توكنه.
not-in-the-chat = لا يبقى في هذه المحادثة.
not-shown = لا يظهر وأنت تكتبه.
by-form = يُكتب في النموذج خلف الزر، لا في رسالة.
ask-token-help = شكله 123456789:AA… { $stays }
where-is-the-token = في Telegram: فتح @BotFather وإرسال /newbot واختيار اسم، ثم نسخ التوكن الذي يعطيه.
ask-discord-token = يحتاج «{ $name }» إلى بوت خاص به في Discord. يُرجى إرسال توكنه.
ask-discord-token-help = فيه ثلاثة أجزاء بينها نقاط. { $stays }
ask-slack-bot-token = يحتاج «{ $name }» إلى تطبيق خاص به في Slack. يُرجى إرسال توكن البوت.
ask-slack-bot-token-help = أوله xoxb-. { $stays }
ask-slack-app-token = والآن توكن التطبيق الذي يسمع به «{ $name }».
ask-slack-app-token-help = أوله xapp-. { $stays }
where-is-the-discord-token = في discord.com/developers/applications: إنشاء تطبيق جديد، ثم صفحة «Bot»، ثم الزر «Reset Token».
where-is-the-slack-bot-token = في api.slack.com/apps: إنشاء تطبيق بصلاحيات البوت app_mentions:read وchat:write وim:history، ثم تثبيته ونسخ «Bot User OAuth Token».
where-is-the-slack-app-token = في صفحة التطبيق: تفعيل «Socket Mode»، ثم إنشاء توكن للتطبيق بصلاحية connections:write في «Basic Information».
checking-token = وصل التوكن { $tail }. أفحصه لدى { $platform }.
still-checking-token = ما زلت أسأل { $platform } عن التوكن المُرسل.
token-shape = هذا ليس توكن بوت. شكله 123456789:AA… وبعد النقطتين نحو 35 حرفًا.
token-shape-discord = هذا ليس توكن بوت في Discord. فيه ثلاثة أجزاء بينها نقاط، نحو 70 حرفًا في المجموع.
token-shape-slack-bot = هذا ليس توكن بوت كاملًا في Slack. أوله xoxb-.
token-shape-slack-app = هذا ليس توكن تطبيق كاملًا في Slack. أوله xapp-.
token-is-key = يبدو هذا مفتاح { $other }. المطلوب توكن بوت على { $platform }.
token-of-another = يبدو هذا توكن { $other }. المطلوب توكن { $platform }.
token-is-slack-bot = هذا توكن البوت. المطلوب توكن التطبيق، وأوله xapp-.
token-is-slack-app = هذا توكن التطبيق. المطلوب توكن البوت، وأوله xoxb-.
token-is-discord-secret = هذا سر العميل أو المفتاح العام. المطلوب التوكن من صفحة «Bot».
token-is-slack-secret = هذا سر من صفحة التطبيق، لا توكنه.
token-revoked = لا يعرف { $platform } التوكن { $tail }. ربما هو مقطوع أو ملغى.
token-webhook = { $handle } يشغّله برنامج آخر (له webhook على { $host }).
token-webhook-help = برنامجان على بوت واحد يأخذ كل منهما رسائل الآخر.
token-cannot-read = لا يسمح Discord للبوت { $handle } بقراءة الرسائل التي لا تذكره.
token-cannot-read-help = هل أفعّل ذلك؟ من دونه يجيب البوت في الخاص وحين يُذكر.
token-cannot-switch = لم يسمح لي Discord بتفعيل قراءة الرسائل للبوت { $handle }.
token-cannot-switch-help = يمكن تفعيلها يدويًا: بوابة المطوّرين، «Bot»، «Message Content Intent».
token-lacks = لم يمنح Slack كل ما يحتاج إليه البوت: { $scopes }. يُرجى إضافتها إلى التطبيق وإعادة تثبيته وإرسال التوكن الجديد.
token-no-socket-mode = التطبيق لا يسمع: Socket Mode متوقف. يُرجى تفعيله في صفحة التطبيق ثم المحاولة من جديد.
token-expires = هذا التوكن ينتهي خلال ساعات لأن التطبيق يبدّل توكناته. يُرجى إيقاف التبديل في صفحة التطبيق وإرسال التوكن الذي يظهر بعد ذلك.
token-not-a-bot = هذا التوكن يتكلم باسم شخص لا باسم بوت. المطلوب توكن البوت، وأوله xoxb-.
token-closed = مساحة العمل لا تُدخل هذا التطبيق. يستطيع مديروها السماح له، ثم تمكن المحاولة من جديد.
token-in-use = بوت { $platform } هذا يخصّ بوتًا يعمل هنا. لكل واحد بوت خاص به.
token-unreachable = لا أستطيع الوصول إلى { $platform } الآن، فلا أعرف هل يعمل التوكن.
ask-owner = ما حسابك على { $platform }؟ لا يتحدث «{ $name }» هناك إلا معك. يُرجى إرسال { $platform ->
        [Slack] الـ member ID الخاص بك
        [Discord] الـ user ID الخاص بك
       *[other] رقمك
    }.
ask-owner-telegram = يخبر @userinfobot في Telegram برقمه كل من يكتب إليه.
ask-owner-discord = في Discord: الإعدادات، ثم «Advanced»، ثم تفعيل «Developer Mode»، ثم النقر باليمين على اسمك و«Copy User ID».
ask-owner-slack = في Slack: ملفك الشخصي، ثم النقاط الثلاث، ثم «Copy member ID». أوله U.
owner-shape-telegram = رقم Telegram أرقام فقط، مثل 123456789.
owner-shape-discord = الـ user ID في Discord من 15 إلى 20 رقمًا ولا شيء غيرها.
owner-shape-slack = أول الـ member ID في Slack حرف U أو W، وفيه نحو 11 حرفًا لاتينيًا كبيرًا ورقمًا.
too-big = يحتاج { $blueprint } إلى { $needs } ميغابايت من الذاكرة، وخطة { $plan } في Railway تعطي البوت { $gives } ميغابايت. المشغّل وحده يستطيع تغيير الخطة.
review = كل شيء جاهز لإطلاق «{ $name }»
review-blueprint = القالب: { $blueprint }
review-key-checked = الذكاء الاصطناعي: { $provider }، المفتاح { $tail } (مفحوص)
review-key-no-credit = الذكاء الاصطناعي: { $provider }، المفتاح { $tail } (بلا رصيد بعد)
review-key-unchecked = الذكاء الاصطناعي: { $provider }، المفتاح { $tail } (غير مفحوص)
review-echo = الذكاء الاصطناعي: لا شيء، يعيد ما يسمعه
talks-on = يتحدث على: { $places }
and = { $first }، { $second }
place-web = صفحة ويب
place-as = { $platform } باسم { $handle }
review-local = يعمل على: هذا الجهاز، ضمن { $memory } ميغابايت
review-railway = يعمل على: Railway، حتى { $memory } ميغابايت، نحو ${ $dollars } في الشهر
review-railway-only = يعمل على: Railway، حتى { $memory } ميغابايت
review-after =
    بعد هذا يكون لديك { $live } من { $limit } من البوتات، و{ $left ->
        [zero] لا تبقى لك عمليات إطلاق
        [one] تبقى لك عملية إطلاق واحدة
        [two] تبقى لك عمليتا إطلاق
        [few] تبقى لك { $left } عمليات إطلاق
        [many] تبقى لك { $left } عملية إطلاق
       *[other] تبقى لك { $left } عملية إطلاق
    } في هذه الساعة.
ask-change = ما المطلوب تغييره؟
leaving-hatch = نحن الآن في إطلاق «{ $name }».
leaving-new-hatch = نحن الآن في إطلاق بوت.
leaving-edit = نحن الآن في تغيير بوت.
leaving-delete = نحن الآن في حذف بوت.
cancelled-hatch = أُلغي. لم يُنشأ شيء، وما أُرسل نُسي.
cancelled-edit = لم يتغيّر شيء.
change-noted = سُجّل. يسري حين يُشغَّل البوت.
cancelled-delete = لم يُحذف شيء.
nothing-to-cancel = لا شيء يُلغى.
cancel-which-hatch = «{ $name }» قيد الإطلاق. هل أوقف ذلك وأزيله؟

## Limits

banned = لم يعد بإمكانك إطلاق البوتات أو تغييرها هنا. ما لديك منها يمكن إيقافه وحذفه، وإن كان هذا خطأ فيمكن سؤال من يدير Hatchery هنا.
banned-because = لم يعد بإمكانك إطلاق البوتات أو تغييرها هنا: { $reason }. ما لديك منها يمكن إيقافه وحذفه.
maintenance = { $notice ->
    [empty] البوتات الجديدة تنتظر قليلًا: العمل جارٍ على Hatchery هنا. بوتاتك تواصل العمل، وما أجبت به يُحفظ يومًا.
   *[other] { $notice }
    بوتاتك تواصل العمل، وما أجبت به يُحفظ يومًا.
}
spend-reached = البوتات الجديدة تنتظر حتى الشهر القادم: استُهلك ما يُسمح أن تكلّفه البوتات هذا الشهر. بوتاتك تواصل العمل.
limit-reached = لديك { $live } من { $limit } من البوتات، وهذا أقصى عدد. يمكن حذف واحد لإفساح مكان.
hour-used =
    { $limit ->
        [zero] ليست لك عمليات إطلاق في هذه الساعة.
        [one] استُعملت عملية الإطلاق الوحيدة لهذه الساعة.
        [two] استُعملت عمليتا الإطلاق لهذه الساعة.
        [few] استُعملت عمليات الإطلاق لهذه الساعة، وعددها { $limit }.
        [many] استُعملت عمليات الإطلاق لهذه الساعة، وعددها { $limit }.
       *[other] استُعملت عمليات الإطلاق لهذه الساعة، وعددها { $limit }.
    } التالية متاحة بعد { $free_in }.
day-used =
    { $limit ->
        [zero] ليست لك عمليات إطلاق اليوم.
        [one] استُعملت عملية الإطلاق الوحيدة لليوم.
        [two] استُعملت عمليتا الإطلاق لليوم.
        [few] استُعملت عمليات الإطلاق لليوم، وعددها { $limit }.
        [many] استُعملت عمليات الإطلاق لليوم، وعددها { $limit }.
       *[other] استُعملت عمليات الإطلاق لليوم، وعددها { $limit }.
    } التالية متاحة بعد { $free_in }.
left-this-hour =
    { $left ->
        [zero] لم تبق لك عمليات إطلاق
        [one] بقيت لك عملية إطلاق واحدة
        [two] بقيت لك عمليتا إطلاق
        [few] بقيت لك { $left } عمليات إطلاق
        [many] بقيت لك { $left } عملية إطلاق
       *[other] بقيت لك { $left } عملية إطلاق
    } في هذه الساعة.
left-today =
    { $left ->
        [zero] لم تبق لك عمليات إطلاق
        [one] بقيت لك عملية إطلاق واحدة
        [two] بقيت لك عمليتا إطلاق
        [few] بقيت لك { $left } عمليات إطلاق
        [many] بقيت لك { $left } عملية إطلاق
       *[other] بقيت لك { $left } عملية إطلاق
    } اليوم.
left-this-hour-resets =
    { $left ->
        [zero] لم تبق لك عمليات إطلاق
        [one] بقيت لك عملية إطلاق واحدة
        [two] بقيت لك عمليتا إطلاق
        [few] بقيت لك { $left } عمليات إطلاق
        [many] بقيت لك { $left } عملية إطلاق
       *[other] بقيت لك { $left } عملية إطلاق
    } في هذه الساعة، وتزيد واحدة بعد { $resets }.
left-today-resets =
    { $left ->
        [zero] لم تبق لك عمليات إطلاق
        [one] بقيت لك عملية إطلاق واحدة
        [two] بقيت لك عمليتا إطلاق
        [few] بقيت لك { $left } عمليات إطلاق
        [many] بقيت لك { $left } عملية إطلاق
       *[other] بقيت لك { $left } عملية إطلاق
    } اليوم، وتزيد واحدة بعد { $resets }.
your-tier = فئتك: { $tier }.
will-remind = سأخبرك حين تتاح العملية التالية.
quota-free = صار إطلاق بوت ممكنًا من جديد.

## Work on a bot

progress-deploy = إطلاق «{ $name }» · { $elapsed }
progress-restart = إعادة تشغيل «{ $name }» · { $elapsed }
progress-stop = إيقاف «{ $name }» · { $elapsed }
progress-resume = تشغيل «{ $name }» · { $elapsed }
progress-update = تغيير «{ $name }» · { $elapsed }
progress-delete = حذف «{ $name }» · { $elapsed }
stage-place = المكان جاهز
stage-check = فُحصت المفاتيح
stage-variables = سُلّمت المفاتيح
stage-start = شُغّل بمفاتيحه
stage-source = شُغّل
stage-restart = أُعيد تشغيله
stage-answer = أول إجابة
stage-stop = أُوقف
stage-remove = أُزيل
you-can-leave = لا حاجة إلى الانتظار هنا؛ سأكتب حين ينتهي الأمر.
wait-queue = لا مكان بعد على Railway؛ «{ $name }» في الطابور ويتابع وحده.
wait-place = يُنشأ بوت آخر لك أو يُزال على Railway؛ «{ $name }» ينتظر ذلك.
wait-approval = يريد Railway موافقة شخص في لوحته؛ يستطيع المشغّل ذلك.
wait-outage = لا أستطيع الوصول إلى Railway الآن؛ «{ $name }» يتابع وحده حين أستطيع.
wait-incident = يبلّغ Railway عن عطل («{ $said }»). «{ $name }» يتابع وحده.
wait-budget = لا يقبل Railway طلبات مني لبعض الوقت؛ «{ $name }» يتابع وحده.
wait-unknown = يقول Railway «{ $word }»، ولا أعرف ذلك؛ أواصل المراقبة.
stretch-accepted = تسلّم Railway الطلب.
stretch-building = يبنيه Railway الآن.
stretch-fetching = يجلب Railway صورته ويشغّله.
stretch-health-check = بدأ العمل؛ ينتظر Railway فحص سلامته.
stretch-starting = هو يعمل؛ أنتظر كلمته الأولى.
alive = «{ $name }» حيّ. أجاب عن سؤاله الأول بعد { $took }.
alive-listens = «{ $name }» حيّ. أخبرني بعد { $took } أن كل قنواته تسمع.
alive-started = بدأ «{ $name }» بعد { $took }، ونجح فحص سلامته.
alive-started-help = ليس له عنوان عام، فلم أستطع أن أسأله بنفسي. تكفي الكتابة إليه لمعرفة ذلك.
alive-but = «{ $name }» يعمل، لكنه لا يستطيع الإجابة بعد. { $what }
open-web = الحديث معه هنا: { $address }
open-control-page = صفحة التحكم به: { $address }
talk-on = الحديث معه على { $platform }: { $handle }
invite-to-server = إضافته إلى خادم لك: { $address }
claim-telegram = ليصبح لك على Telegram يُفتح هذا مرة واحدة: { $address }
done-restart = عاد «{ $name }». أجاب بعد { $took }.
done-resume = «{ $name }» يعمل من جديد. أجاب بعد { $took }.
done-update = تغيّر «{ $name }» وأجاب بعد { $took }.
done-listens = عاد «{ $name }». أخبرني بعد { $took } أن كل قنواته تسمع.
done-started = عاد «{ $name }». بدأ بعد { $took }، ونجح فحص سلامته.
done-stop = أُوقف «{ $name }». مكانه وذاكرته ومفاتيحه محفوظة.
done-delete = حُذف «{ $name }».
deleted = حُذف «{ $name }» نهائيًا، مع ذاكرته وإعداداته ومفاتيحه.
deleted-but-stays = لم يعد «{ $name }» من بوتاتك. غيّر أحدهم اسم خدمته على Railway فتركتها هناك، وربما ما زالت تعمل. يستطيع المشغّل إزالتها.
disk-is-kept = أكّد Railway ذلك. يحتفظ بالقرص 48 ساعة ثم يمحوه.
not-removed-yet = أُوقف «{ $name }»، لكن Railway لم يسمح لي بعد بإزالته. أواصل المحاولة وسأخبرك حين يزول حقًا. لم يعد يُحسب من بوتاتك.
not-stopped-yet = لم يسمح لي Railway بعد بإيقاف «{ $name }»، فربما ما زال يعمل. أواصل المحاولة وسأخبرك حين يتم ذلك.
did-not-hatch = لم ينطلق «{ $name }». { $why }
all-removed = أُزيل كل ما أنشأته.
all-removed-free = أُزيل كل ما أنشأته، ولا تُحسب هذه المحاولة.
hatch-cancelled = لن ينطلق «{ $name }». أُزيل كل ما أنشأته.
not-done-deploy = تعذّر إطلاق «{ $name }».
not-done-restart = تعذّرت إعادة تشغيل «{ $name }».
not-done-stop = تعذّر إيقاف «{ $name }».
not-done-resume = تعذّر تشغيل «{ $name }».
not-done-update = لم ينجح التغيير في «{ $name }».
not-done-delete = لم يمكن حذف «{ $name }» بعد.
not-done-help = مكانه وذاكرته ومفاتيحه في أمان.
serves-on = الإصدار السابق يواصل العمل بذاكرته ومفاتيحه.
left-started = شُغّل، وأواصل مراقبة حاله.
left-as-it-was = تركته كما كان.
former-back = عاد إليه { $tails } الذي كان له من قبل.
former-brought = يعود إليه { $tails } الذي كان له من قبل، وسأخبرك حين يعمل من جديد.
why-cancelled = أُلغي بطلب منك.
why-keeps-ending = انتهى وحده فور تشغيله، مرات عدة.
why-no-answer = شُغّل لكنه لم يجب في الوقت المناسب.
why-key-refused = لا يقبل { $provider } مفتاحه.
why-token-refused = لا يقبل { $platform } توكنه.
why-some-token-refused = إحدى قنواته لا تقبل توكنها.
why-token-taken = برنامج آخر يأخذ رسائله على { $platform }.
why-ended = انتهى وحده بلا خطأ.
why-image = لم يستطع Railway جلب صورته ({ $image }). على المشغّل النظر في ذلك.
why-build = لم يستطع Railway بناءه: { $said }
why-health = شُغّل، لكن فحص سلامته لم ينجح في الوقت المناسب.
why-not-approved = أراد Railway موافقة شخص، ولم يوافق أحد.
why-refused = رفض Railway: { $said }
why-refused-plain = رفض Railway ولم يذكر السبب.
why-deployment-failed = يقول Railway إن النشر فشل، ولا يذكر السبب.
why-skipped = تخطّى Railway النشر.
why-not-understood = تغيّر Railway ولم يعد يفهمني. على المشغّل النظر في ذلك.
why-renamed = غيّر أحدهم اسم خدمته على Railway، فلا ألمسها.
why-no-access = لا يسمح لي Railway بذلك. على المشغّل النظر في صلاحياتي.
why-away = لم أستطع الوصول إلى Railway يومًا كاملًا.
why-removed-there = أزاله أحدهم على Railway.
why-incomplete = بدأ، لكن لا يعمل كله؛ سجله يقول ما السبب.
why-machine = لم أستطع جعله يعمل؛ يجد المشغّل السبب في السجل.
why-blueprint-gone = لم يعد قالبه هنا.
busy-deploy = هو قيد الإطلاق.
busy-restart = هو قيد إعادة التشغيل.
busy-stop = هو قيد الإيقاف.
busy-resume = هو قيد التشغيل.
busy-update = هو قيد التغيير.
busy-delete = هو قيد الحذف.
pointless = هو كذلك أصلًا.
bot-gone = لم يعد هذا البوت موجودًا.

## Bots that exist

no-bots = ليس لديك بوت بعد.
which-bot = أي بوت؟
no-such-bot = ليس لديك بوت بهذا الاسم. هل هو أحد هؤلاء؟
state-busy = { $name }  ◐ { $doing }
state-deploying = { $name }  ◐ قيد الإطلاق منذ { $since }
state-running = { $name }  ● يعمل منذ { $since }
state-unknown = { $name }  ? مجهول منذ { $since }، وكان يعمل
target-away = لا أستطيع الوصول إلى Railway. قد يكون البوت نفسه بخير.
state-stopped = { $name }  ○ متوقف منذ { $since }
state-failed = { $name }  ▲ فشل قبل { $since }
state-gone = { $name }  محذوف
card-local = { $blueprint } على هذا الجهاز
card-railway = { $blueprint } على Railway
card-cost = التكلفة هذا الشهر حتى الآن: ${ $dollars }
card-ai = الذكاء الاصطناعي: { $provider }، المفتاح { $tail }
card-echo = الذكاء الاصطناعي: لا شيء، يعيد ما يسمعه
card-model = النموذج: { $model }
card-guests = الضيوف: { $guests }
card-problem = آخر مشكلة، قبل { $ago }: { $what }
log-tail = آخر أسطر «{ $name }»:
log-whole = سجل «{ $name }».
log-empty = لم يكتب «{ $name }» شيئًا بعد.
log-away = لا أستطيع الآن جلب سجل «{ $name }» من Railway.
let-in-done = متصفحك من { $from } يستطيع الآن استعمال صفحة «{ $name }». تُفتح وحدها.
let-in-nobody = لا متصفح يطلب الدخول إلى «{ $name }». تُفتح صفحة التحكم به أولًا، ثم يُضغط الزر من جديد.
let-in-several = { $n ->
    [zero] لا متصفح يطلب الدخول
    [one] متصفح واحد يطلب الدخول
    [two] متصفحان يطلبان الدخول معًا
    [few] { $n } متصفحات تطلب الدخول معًا
    [many] { $n } متصفحًا يطلب الدخول معًا
   *[other] { $n } متصفح يطلب الدخول معًا
}، ولا أعرف أيها لك. يُرجى إغلاقها كلها إلا واحدًا والانتظار قليلًا ثم الضغط من جديد.
let-in-unknown = لم يقل «{ $name }» هل أدخل متصفحك. صفحة التحكم به تُظهر ذلك؛ إن كانت ما زالت تنتظر فيُضغط الزر من جديد.
let-in-not-yet = لا يجيب «{ $name }» الآن، فلم يدخل أحد.
ask-edit = ما المطلوب تغييره في «{ $name }»؟
nothing-to-edit = لا شيء يُغيَّر في «{ $name }»: لا يستعمل مفتاحًا ولا توكنًا.
ask-model = أي نموذج يستعمله «{ $name }»؟ الآن { $model }. يمكن اختيار واحد أو إرسال معرّفه.
model-shape = معرّف النموذج كلمة واحدة، مثل gpt-6-luna.
ask-guests = من غيرك يحق له الحديث مع «{ $name }» على Telegram؟ يُرجى إرسال أرقامهم وبينها مسافات.
ask-guests-help = يعرف المرء رقمه بالكتابة إلى @userinfobot. ما يُرسل يحلّ محل القائمة.
guests-shape = الضيوف أرقام Telegram مثل 123456789، وأقصى عدد 20.
confirm-delete = هل يُحذف «{ $name }» نهائيًا؟ تُحذف ذاكرته وإعداداته ومفاتيحه أيضًا. للتأكيد يُكتب اسمه.
name-differs = هذا ليس «{ $name }»، فلم يُحذف شيء.
confirm-forget = { $bots ->
    [0] هل أنساك نهائيًا؟ يزول كل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
    [zero] هل أنساك نهائيًا؟ يزول كل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
    [one] هل أنساك نهائيًا؟ يزول بوتك بمفاتيحه وذاكرته، وكل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
    [two] هل أنساك نهائيًا؟ يزول بوتاك بمفاتيحهما وذاكرتيهما، وكل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
    [few] هل أنساك نهائيًا؟ تزول { $bots } بوتات لك بمفاتيحها وذاكراتها، وكل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
    [many] هل أنساك نهائيًا؟ يزول { $bots } بوتًا لك بمفاتيحها وذاكراتها، وكل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
   *[other] هل أنساك نهائيًا؟ يزول { $bots } بوت لك بمفاتيحها وذاكراتها، وكل ما أعرفه عنك. للتأكيد تُكتب الكلمة forget.
}
cancelled-forget = لم يُحذف شيء.
word-differs = للتأكيد يلزم «{ $word }» حرفًا بحرف.
leaving-confirm = نحن في وسط سؤال. هل نتركه؟

## Trouble

trouble = «{ $name }»: { $what }
recovered = «{ $name }» يجيب من جديد.
recovered-started = «{ $name }» يعمل من جديد.
problem-exited = انتهى وحده (رمز الخروج { $code }). شغّلته من جديد.
problem-killed = أُنهي من الخارج، والأرجح لأن الذاكرة لم تكفِ. شغّلته من جديد.
problem-signal = انتهى بالإشارة { $signal }. شغّلته من جديد.
problem-gave-up = ينتهي كلما شُغّل، فتوقفت عن المحاولة.
problem-not-started = لم يمكن تشغيله من جديد؛ يجد المشغّل السبب في السجل.
problem-silent = هو يعمل لكنه لا يجيب.
problem-key-refused = لا يقبل { $provider } مفتاحه، فلا يستطيع أن يجيب أحدًا.
problem-no-credit = لم يبق رصيد في حسابه لدى { $provider }، فلا يستطيع أن يجيب أحدًا.
problem-token-revoked = لم يعد { $platform } يقبل توكنه.
problem-some-token-revoked = إحدى قنواته لم تعد تقبل توكنها.
problem-token-taken = برنامج آخر يأخذ رسائله على { $platform }.
problem-some-token-taken = برنامج آخر يأخذ رسائله على إحدى قنواته.
problem-crashed = ظل ينتهي، فكفّ Railway عن تشغيله.
problem-ended = انتهى وحده بلا خطأ، وبقي كذلك.
problem-asleep = أنامه Railway. توقظه أول رسالة بعد لحظة.
problem-update-failed = لم يبدأ الإصدار الأحدث. السابق يواصل العمل.
problem-redeploying = ينشره Railway من جديد من تلقاء نفسه ولم يشغّله بعد.
problem-stopped-there = أوقفه أحدهم على Railway.
problem-removed-there = أزاله أحدهم على Railway. يمكن حذفه هنا لإفساح مكانه.
expired = احتفظت ببوتك غير المكتمل يومًا، والآن تخلّصت منه ومن مفتاحه. لم يُنشأ شيء.

## Languages, admins

language-chosen = بأي لغة أتكلم؟
language-from-platform = بأي لغة أتكلم؟ الآن أتبع تطبيقك.
language-set = من الآن أتكلم العربية.
zone-now = أعرض الأوقات بتوقيت { $zone }، والساعة هناك الآن { $clock }.
zone-help =
    يُرجى اختيار مكان ساعته كساعتك، أو كتابة غيره هكذا:
    /timezone Lisbon
    /timezone Europe/Lisbon
    /timezone UTC+3
zone-set = تم. من الآن أعرض الأوقات بتوقيت { $zone }، والساعة هناك الآن { $clock }. لا يتغير شيء آخر.
zone-unknown = لا أعرف مكانًا اسمه «{ $text }»، فلم يتغير شيء. تكفي مدينة كبيرة قريبة لها التوقيت نفسه، مكتوبة بالإنجليزية.
button-zone = { $zone } · { $clock }
button-timezone = المنطقة الزمنية
invited = { $uses ->
    [zero] هذا الرمز لا يُدخل أحدًا، حتى { $until }: { $code }
    [one] هذا الرمز يُدخل شخصًا واحدًا، حتى { $until }: { $code }
    [two] هذا الرمز يُدخل شخصين، حتى { $until }: { $code }
    [few] هذا الرمز يُدخل { $uses } أشخاص، حتى { $until }: { $code }
    [many] هذا الرمز يُدخل { $uses } شخصًا، حتى { $until }: { $code }
   *[other] هذا الرمز يُدخل { $uses } شخص، حتى { $until }: { $code }
}
tier-usage =
    يُكتب هكذا:
    /tier telegram:42 premium
    /tier telegram:42 premium 30d
    الفئتان: free وpremium.
tier-set = { $account }: الفئة الآن { $tier }.
no-such-account = لا أعرف هذا الحساب؛ على صاحبه أن يكتب إليّ أولًا.
strays-found =
    على Railway { $n ->
        [zero] لا شيء
        [one] شيء واحد
        [two] شيئان
        [few] { $n } أشياء
        [many] { $n } شيئًا
       *[other] { $n } شيء
    } بعلامتي وبلا بوت هنا، وقد يكلّف ذلك مالًا. التفصيل بالأمر /strays
no-strays = لم يبق على Railway شيء بلا بوت، ولا إزالة عالقة.
strays-head =
    { $n ->
        [zero] لا شيء
        [one] شيء واحد
        [two] شيئان
        [few] { $n } أشياء
        [many] { $n } شيئًا
       *[other] { $n } شيء
    } على Railway بعلامتي وبلا بوت هنا. لا أزيل شيئًا إلا بكلمة منك.
stray-service = { $name }، خدمة، وُجدت قبل { $ago }
stray-project = { $name }، مشروع فارغ، وُجد قبل { $ago }
slow-removal = «{ $name }» لـ { $owner }: رفض Railway إزالته { $tries ->
    [zero] بلا محاولة
    [one] مرة واحدة
    [two] مرتين
    [few] { $tries } مرات
    [many] { $tries } مرة
   *[other] { $tries } مرة
}، منذ { $since }. أواصل المحاولة.
stray-removed = أُزيل.
stray-gone = زال من قبل.
stray-is-somebodys = تبيّن أنه يخص أحدًا، فتركته.
stray-refused = لا يسمح لي Railway بإزالته الآن. يبقى في القائمة.

## What a prompt calls the answer

prompt-name = الاسم
prompt-word = الكلمة
prompt-provider = المزوّد
prompt-key = المفتاح
prompt-channels = القنوات
prompt-token = التوكن
prompt-owner = رقمك
prompt-choose = الاختيار
prompt-model = النموذج
prompt-guests = الضيوف
prompt-code = الرمز

## Buttons

button-hatch = إطلاق بوت
button-hatch-again = إطلاقه رغم ذلك
button-hatch-it = إطلاقه
button-start-again = البدء من جديد
button-how = كيف يعمل
button-help = مساعدة
button-my-bots = بوتاتي
button-show-my-bots = عرض بوتاتي
button-remind = تذكيري
button-continue = متابعة
button-continue-here = متابعة هنا
button-leave = تركه
button-back = رجوع
button-cancel = إلغاء
button-cancel-hatch = إلغاء هذا الإطلاق
button-echo = مجرد تجربة، بلا مفتاح
button-where = من أين أحصل عليه؟
button-keep-key = إبقاء { $tail }
button-another-key = مفتاح آخر
button-try-again = محاولة أخرى
button-go-on-anyway = متابعة رغم ذلك
button-unchecked = متابعة بلا فحص
button-web = صفحة ويب
picked = ✓ { $what }
button-done = تم
button-another-token = توكن آخر
button-take-over = أخذه من هناك
button-skip = تخطّي { $platform }
button-switch-on = تفعيل
button-go-on-without = متابعة من دونه
button-invite = إضافة إلى خادم
button-let-in = إدخال متصفحي
button-remove = إزالة { $what }
button-change = تغيير شيء
button-change-name = الاسم
button-change-provider = مزوّد الذكاء
button-change-key = المفتاح
button-change-model = النموذج
button-change-channels = القنوات
button-change-token = توكن { $platform }
button-change-slack-bot = توكن بوت Slack
button-change-slack-app = توكن تطبيق Slack
button-guests = الضيوف
button-no-guests = بلا ضيوف
button-open-chat = فتح المحادثة
button-open-private = فتح محادثة خاصة
button-refresh = تحديث العرض
button-status = الحال
button-logs = السجل
button-whole-log = السجل كله
button-restart = إعادة تشغيل
button-resume = تشغيل
button-stop = إيقاف
button-edit = تعديل
button-delete = حذف
button-keep = إبقاؤه

## Lengths of time

span-seconds = { $n } ث
span-minutes = { $n } د
span-hours = { $n } س
span-days =
    { $n ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومين
        [few] { $n } أيام
        [many] { $n } يومًا
       *[other] { $n } يوم
    }

## Forms, on platforms that have them
button-answer = الإجابة
button-name-and-key = الاسم والمفتاح
button-give-key = إعطاء المفتاح
button-write-name = كتابة اسمه
button-give-token = إعطاء التوكن
form-title = Hatchery
field-name = الاسم
field-key = مفتاح { $provider }
field-token = توكن بوت { $platform }
field-slack-bot = توكن بوت Slack (xoxb-)
field-slack-app = توكن تطبيق Slack (xapp-)
field-owner = رقمك على { $platform }
field-guests = من يحق لهم الحديث معه
field-model = النموذج
field-confirm = اسمه، للتأكيد
field-words = إجابتك
field-channels = القنوات

## Accounts that are linked
account-called = { $called } على { $platform }
account-numbered = الرقم { $number } على { $platform }
account-at-terminal = الحساب في الطرفية
link-code = خلال 10 دقائق، يُرجى إرسال هذا إليّ من منصتك الأخرى:
  /link { $code }
link-code-help = لا يُعطى لأحد غيرك. قبل أن يصبح أي شيء مشتركًا أسألك هنا وهناك.
link-ask = هل يكون { $other } وهذا الحساب شخصًا واحدًا عندي؟
link-ask-help = يشتركان عندئذ في كل البوتات والأماكن الخمسة وعمليات الإطلاق واللغة والمنطقة الزمنية. الموافقة فقط إن كان ذلك الحساب لك.
link-waits = سُجّل. والآن تلزم الموافقة من { $other } أيضًا: سألت هناك.
linked = تم: { $other } وهذا الحساب شخص واحد عندي من الآن.
link-refused = يبقى { $other } وهذا الحساب منفصلين. لم يصبح شيء مشتركًا.
link-over = انتهى هذا الربط. للحصول على رمز جديد: /link
link-wrong-code = هذا الرمز لا يصلح: استُعمل، أو مضت عليه أكثر من 10 دقائق، أو جاء من هذه المنصة نفسها. للحصول على رمز جديد من المنصة الأخرى: /link
link-clash = أحد الحسابين مرتبط من قبل بحساب على المنصة نفسها. يُرسل هناك أولًا: /unlink
unlink-ask = هل ينفصل هذا الحساب من جديد؟ يبقى كل بوت مع الحساب الذي أطلقه.
unlinked = انفصل هذا الحساب من جديد، مع البوتات التي أطلقها.
unlinked-from = انفصل { $other } من جديد. البوتات التي أطلقها ذهبت معه.
unlink-has-bots = أُدخل هذا الحساب مع الآخر فقط، وله بوتات خاصة به. يلزم حذفها أولًا أو طلب دعوة خاصة به، ثم إرسال /unlink
not-linked = هذا الحساب غير مرتبط بآخر. للحصول على رمز: /link
button-link = نعم، ربطهما
button-no-link = لا
button-unlink = فصله

## Discord
not-yours = هذا الزر لشخص آخر. لبوت خاص بك: /deploy
secret-in-dm = يبدو هذا مفتاحًا. لا أستطيع حذف ما يُكتب هنا، وDiscord يحتفظ به: يُرجى إلغاء هذا المفتاح الآن وإنشاء آخر.
secret-by-button = لا مكان للمفتاح في المحادثة. يُعطى بالزر، فلا يُكتب عندئذ في أي مكان.
word-wish = الاسم والذكاء والقنوات، إن كانت معروفة: nest anthropic telegram
word-bot = أي واحد من بوتاتك
word-language = en أو es أو pt-BR أو ru أو zh-Hans أو ar
word-place = مكان مثل Madrid أو UTC+3
word-code = الرمز من منصتك الأخرى
word-invitation = رمز دعوتك
word-account = حساب، مثل discord:42
word-tier = free أو premium
word-more = ما المطلوب؛ طريقة الكتابة في /help { $verb }

# People, as admins have to do with them
bar-leaving = طلبت مني نسيانك وأنا أفعل ذلك. تمكن الكتابة من جديد حين يصل الإيصال.
usage-user =
    يُكتب هكذا:
    /user find ada
    /user show telegram:42
    /user tier telegram:42 premium 30d
    /user quota telegram:42 hour=5,day=20,live=3 30d (أو off)
    /user ban telegram:42 السبب
    /user unban telegram:42
usage-invite =
    يُكتب هكذا:
    /invite (شخص واحد، سبعة أيام)
    /invite 20 30d (عشرون شخصًا، ثلاثون يومًا)
    /invite list
    /invite revoke ab2c (آخر الرمز)
usage-admin =
    /admin grant telegram:42 support (أو operator أو owner)
    /admin revoke telegram:42
    /admin list
    /admin log
usage-maintenance =
    /maintenance on "البوتات الجديدة تنتظر حتى السادسة: ننقل قاعدة البيانات."
    /maintenance on en "…" ar "…"
    /maintenance off
usage-spend =
    /spend 50
    يجعل البوتات الجديدة تنتظر حين تكلّف البوتات $50 في شهر، وهذا يرفع الحد:
    /spend off
needs-role = هذا لدور { $role }. يستطيع أحد مالكي Hatchery هنا أن يعطيك إياه.
role-support = الدعم
role-operator = المشغّل
role-owner = المالك
invite-revoked = لم يعد هذا الرمز يُدخل أحدًا. من استعمله من قبل يبقى.
no-such-invite = لا رمز مفتوحًا ينتهي هكذا. القائمة بالأمر /invite list
no-invites = لا رمز مفتوحًا. لإنشاء واحد: /invite
invites-head = رموز ما زالت تُدخل الناس:
invite-line = { $tail }  بقي { $left } من { $uses }، ينتهي بعد { $ends }، أنشأه { $by }
invites-help = يبطل الرمز بالأمر /invite revoke وآخر الرمز.
tier-set-until = { $account }: الفئة { $tier } حتى { $until }.
quota-of-tier = { $account }: حدود فئته من جديد.
quota-set = { $account }: له الآن حدود خاصة: { $limits }.
quota-set-until = { $account }: له حدود خاصة حتى { $until }: { $limits }.
limits-line = عمليات الإطلاق: { $hour } في الساعة، { $day } في اليوم؛ البوتات: { $live }
ban-done = لم يعد { $account } يستطيع إطلاق شيء أو تغييره، بل الإيقاف والحذف فقط. بوتاته تواصل العمل؛ قائمتها بالأمر /fleet { $account }
unban-done = عاد { $account } مع كل ما كان له.
ban-is-admin = هذا الشخص يساعد في إدارة Hatchery هنا، فلم أمنعه. يُنزع دوره أولًا: /admin revoke
role-granted = { $account }: الدور الآن { $role }، وقد أُخبر.
role-revoked = { $account }: لا دور له بعد الآن، وقد أُخبر.
role-by-settings = اسمه في الإعداد ADMINS، فلا أستطيع نزع الدور. يلزم تغيير الإعداد وتشغيلي من جديد.
has-no-role = لا دور له. من له دور في القائمة: /admin list
role-line-by-settings = { $account }  المالك، بحسب الإعدادات
role-line = { $account }  { $role }: { $who }، أعطاه { $by }
no-roles = لا دور لأحد بعد.
your-role = صرت تساعد في إدارة Hatchery هنا: { $role }. ما يحق لك تجده في /help
your-role-over = لم يعد لك دور في إدارة Hatchery هنا. بوتاتك تبقى لك.
nobody-found = لا أحد هنا اسمه «{ $text }»، ولا بوت أيضًا.
found-line =
    { $account }  { $who }، { $bots ->
        [0] بلا بوتات
        [zero] بلا بوتات
        [one] بوت واحد
        [two] بوتان
        [few] { $bots } بوتات
        [many] { $bots } بوتًا
       *[other] { $bots } بوت
    }
card-who = { $who }، { $account }، هنا منذ { $since }
card-linked = مرتبط مع { $others }
card-banned = ممنوع
card-banned-because = ممنوع: { $reason }
card-role = الدور: { $role }
card-let-in = يحق له إطلاق البوتات
card-not-let-in = لم يُسمح بدخوله
card-tier = الفئة: { $tier }
card-tier-until = الفئة: { $tier } حتى { $until }
card-limits = الحدود: { $limits }
card-limits-until = الحدود حتى { $until }: { $limits }
card-used = المستعمل: عمليات الإطلاق هذه الساعة { $hour }، وفي يوم { $day }، والبوتات { $live }
card-bot = «{ $name }» { $status }
card-unreachable = لا تمكن الكتابة إليه: حظرني أو لم يعد موجودًا
nothing-happened = لا شيء آخر يُحكى.
history-head = ما حدث، الأحدث أولًا:
log-head = ما فُعل لآخرين، الأحدث أولًا:
act-line = قبل { $ago }  { $what }، { $by }
act-change = : { $before } ← { $after }
act-after = : { $after }
act-before = : كان { $before }
act-failed = {" "}(لم ينجح)
act-under-way = {" "}(جارٍ)
by-itself = من تلقاء نفسه
act-deploy = إطلاق «{ $subject }»
act-cancel-hatch = إلغاء إطلاق «{ $subject }»
act-restart = إعادة تشغيل «{ $subject }»
act-stop = إيقاف «{ $subject }»
act-resume = تشغيل «{ $subject }»
act-edit = تغيير «{ $subject }»
act-config = إعداد «{ $subject }»
act-delete = حذف «{ $subject }»
act-trouble = مشكلة في «{ $subject }»
act-recovered = «{ $subject }» بخير من جديد
act-invite = إنشاء الرمز { $subject }
act-revoke-invite = إبطال الرمز { $subject }
act-redeem = دخول بالرمز { $subject }
act-tier = فئة { $subject }
act-quota = حدود { $subject }
act-ban = منع { $subject }
act-unban = إعادة إدخال { $subject }
act-grant = إعطاء دور لـ { $subject }
act-revoke = نزع دور { $subject }
act-link = ربط مع { $subject }
act-unlink = فصل { $subject }
act-forget = طلب نسيان: { $subject }
act-maintenance = صيانة { $subject }
act-spend = حد تكلفة الشهر
maintenance-on =
    البوتات الجديدة تنتظر من الآن، والعاملة تواصل. { $under_way ->
        [0] لا إطلاق جاريًا.
        [zero] لا إطلاق جاريًا.
        [one] إطلاق واحد جارٍ، ويُكمَل.
        [two] إطلاقان جاريان، ويُكمَلان.
        [few] { $under_way } عمليات إطلاق جارية، وتُكمَل.
        [many] { $under_way } عملية إطلاق جارية، وتُكمَل.
       *[other] { $under_way } عملية إطلاق جارية، وتُكمَل.
    }
maintenance-off = أهلًا بالبوتات الجديدة من جديد.
maintenance-is-on =
    { $notice ->
        [empty] البوتات الجديدة تنتظر الآن.
       *[other] البوتات الجديدة تنتظر الآن، ويُقال للناس: { $notice }
    }
maintenance-is-off = البوتات الجديدة لا تنتظر.
spend-over = كلّفت البوتات هذا الشهر ${ $spent } والحد ${ $limit }: البوتات الجديدة تنتظر حتى الشهر القادم أو حتى يُرفع الحد.
spend-under = كلّفت البوتات هذا الشهر ${ $spent } من ${ $limit }. تنتظر البوتات الجديدة حين يُستهلك ذلك.
spend-no-limit = لا حد لما تكلّفه البوتات في الشهر.
spend-reached-note = كلّفت البوتات هذا الشهر كل ما يُسمح به، فالجديدة تنتظر والعاملة تواصل. عرض الحد ورفعه بالأمر /spend
standing-changed = غيّر أحد المديرين ما يحق لك هنا.
export-here = كل ما أعرفه عنك، بلا مفاتيح ولا توكنات: ليس في الملف منها إلا أواخرها.
forgetting =
    أنا أنساك الآن. { $bots ->
        [0] يزول الآن كل ما أعرفه عنك،
        [zero] يزول الآن كل ما أعرفه عنك،
        [one] يُحذف بوتك أولًا ثم كل ما أعرفه عنك،
        [two] يُحذف بوتاك أولًا ثم كل ما أعرفه عنك،
        [few] تُحذف بوتاتك أولًا، وعددها { $bots }، ثم كل ما أعرفه عنك،
        [many] تُحذف بوتاتك أولًا، وعددها { $bots }، ثم كل ما أعرفه عنك،
       *[other] تُحذف بوتاتك أولًا، وعددها { $bots }، ثم كل ما أعرفه عنك،
    }
    وأكتب مرة أخيرة حين ينتهي ذلك. الإيصال { $receipt }.
forget-has-role = لك دور في إدارة Hatchery هنا، فما فعلته يبقى مسجّلًا، ولم أنسَ شيئًا. يُطلب من أحد المالكين نزع دورك أولًا، ثم يُرسل /forget من جديد.
forgotten = الإيصال { $receipt }: حُذفت بوتاتك ومفاتيحها وكل ما عرفته عنك. إن كتبت من جديد فكأننا نلتقي أول مرة.
forgotten-counted = أحتفظ يومًا واحدًا بعدد ما أطلقته من بوتات، تحت رقم، كي تسري الحدود.
forgotten-shut-out = أما منعك فأحتفظ به تحت رقمك.
nearly-used = { $percent ->
    [100] هذا كل ما يحق لك الآن (100 %).
   *[other] استعملت { $percent } % مما يحق لك.
}
tier-until = فئتك: { $tier }، حتى { $until }.
own-limits-until = حدودك خاصة بك حتى { $until }.
button-show = عرض { $who }
button-premium = جعله premium
button-free = جعله free
button-ban = منعه
button-unban = إعادة إدخاله
button-older = الأقدم
## The config of a bot

worded = { $words }
config-head = إعدادات «{ $name }»، النسخة { $revision }.
config-line = { $title } ({ $word }): { $value }
config-usual = كالمعتاد، { $value }
config-nothing = غير محدد
config-secrets = ليست جزءًا منها وتُحفظ وحدها: { $tails }
config-commands = يدويًا: /config { $name } ثم set … أو patch … أو history أو rollback ….
config-unreadable = لا تمكن قراءة إعدادات «{ $name }» (النسخة { $revision }): هي تالفة أو من إصدار آخر من Hatchery. أترك البوت كما هو. لإصلاحها تلزم العودة إلى نسخة مقروءة.
cannot-read-config = لا تمكن قراءة إعداداته، فلا أستطيع تشغيله وتركته كما كان. العودة إلى نسخة مقروءة تصلحها، وهي معروضة في /config
config-usage =
    يُكتب هكذا. هذا يعرض إعدادات «nest»:
    /config nest
    هذا يغيّر واحدًا، ومن دون شيء بعد = يعود كالمعتاد:
    /config nest set persona = A gruff pirate.
    هذا يغيّر عدة إعدادات (JSON merge patch)، و@7 قبله يعني فوق النسخة 7 فقط:
    /config nest patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}
    /config nest history
    /config nest rollback 3
yes = نعم
no = لا
config-ask = ما قيمة { $title } في «{ $name }»؟
config-ask-model = يُرجى إرسال معرّف نموذج كما يكتبه مزوّده.
config-shape-text = حتى { $most } حرفًا: حروف وأرقام وعلامات ترقيم معتادة.
config-shape-number = عدد من { $from } إلى { $to }.
config-now = الآن: { $now }
button-config-usual = كالمعتاد
prompt-value = القيمة
config-history-head = كيف تكوّنت إعدادات «{ $name }». تسري الآن النسخة { $revision }.
config-revision = { $revision } · { $how }، { $who }، قبل { $ago }: { $document }
config-revision-unreadable = لا تمكن قراءتها
how-hatch = أُطلق بها
how-before = كما كانت قبل بدء السجل
how-set = تحديد
how-patch = تعديل بـ patch
how-rollback = رجوع
how-edit = تغيير
how-bulk = تعديل بـ patch مع غيره
button-config = الإعدادات
button-config-history = تاريخها
button-rollback = العودة إلى { $revision }
config-changed = صارت لـ «{ $name }» النسخة { $revision } من إعداداته، ويأخذ بها حالًا.
config-changed-later = صارت لـ «{ $name }» النسخة { $revision } من إعداداته. تسري حين يُشغَّل البوت.
config-same = «{ $name }» كذلك أصلًا (النسخة { $revision })، فلم يتغيّر شيء.
config-stale = لم يتغيّر شيء: سبقك { $who } قبل { $ago }. النسخة الآن { $revision }؛ يمكن النظر فيها ثم إعادة الطلب إن بقي مطلوبًا.
config-stale-plain = لم يتغيّر شيء: سبقك أحدهم. النسخة الآن { $revision }؛ يمكن النظر فيها ثم إعادة الطلب إن بقي مطلوبًا.
config-refused = لم يتغيّر شيء. { $why }
config-no-revision = لم يتغيّر شيء: لا نسخة { $wanted }، أو لم تعد موجودة. التاريخ يعرض الموجود منها.
config-old-unreadable = لم يتغيّر شيء: النسخة { $wanted } لا تمكن قراءتها أيضًا. تلزم العودة إلى أخرى.
fault-not-json = هذا ليس JSON. شكل الـ patch: {"{"}"options": {"{"}"memory": 5{"}"}{"}"}.
fault-not-an-object = الـ patch كائن JSON بين قوسين معقوفين.
fault-too-long = أقصى طول للـ patch هو 8000 بايت.
fault-unknown-setting = لا شيء هنا اسمه «{ $word }».
fault-unknown-option = ليس لهذا النوع من البوتات خيار «{ $word }».
fault-no-model = ليس له نموذج يُختار.
fault-no-guests = لا يُدخل أحدًا غير مالكه.
value-not-text = «{ $option }» سطر من نص عادي.
value-empty = «{ $option }» فارغ. القيمة null تزيله.
value-too-long = أقصى طول لـ «{ $option }» هو { $most } حرفًا.
value-control = في «{ $option }» حرف لا يراه أحد.
value-character = لا يمكن أن يكون { $odd } في «{ $option }»: فيه حروف وأرقام وعلامات ترقيم معتادة، بلا علامات اقتباس ولا أقواس معقوفة ولا $.
value-secret = ما أُعطي لـ «{ $option }» يبدو مفتاحًا. المفاتيح ليست جزءًا من الإعدادات أبدًا، ومكانها /edit فقط. إن كان حقيقيًا فالأسلم اعتباره معروفًا لغيرك.
value-not-one-of = «{ $option }» واحد من: { $choices }.
value-not-between = «{ $option }» عدد صحيح من { $from } إلى { $to }.
value-not-yes-no = «{ $option }» هو yes أو no (وفي patch: true أو false).
bulk-usage =
    يُكتب هكذا:
    /config all patch {"{"}"options": {"{"}"memory": 5{"}"}{"}"}
    بين all وpatch يمكن وضع نوع بوت (hatchling) وحالة (running) وحساب (telegram:42) وdrift، أي أن آخر تحديث لم ينجح. أقول أولًا ما الذي سيتغيّر فقط.
bulk-word = لا أعرف «{ $word }»: المعروف نوع بوت أو حالة أو حساب أو drift. لم يتغيّر شيء.
bulk-would = تجربة فقط، لم يتغيّر شيء بعد. من المقصودين ({ $which }) يأخذ هذا الـ patch { $n ->
    [zero] لا أحد
    [one] بوت واحد
    [two] بوتان
    [few] { $n } بوتات
    [many] { $n } بوتًا
   *[other] { $n } بوت
}:
bulk-would-all = تجربة فقط، لم يتغيّر شيء بعد. من كل الموجودين يأخذ هذا الـ patch { $n ->
    [zero] لا أحد
    [one] بوت واحد
    [two] بوتان
    [few] { $n } بوتات
    [many] { $n } بوتًا
   *[other] { $n } بوت
}:
bulk-same = { $n ->
    [zero] لا أحد كذلك أصلًا.
    [one] واحد كذلك أصلًا.
    [two] اثنان كذلك أصلًا.
    [few] { $n } كذلك أصلًا.
    [many] { $n } كذلك أصلًا.
   *[other] { $n } كذلك أصلًا.
}
bulk-beyond = { $n ->
    [zero] لا يتغيّر بوت آخر
    [one] ويتغيّر بوت آخر أيضًا
    [two] ويتغيّر بوتان آخران أيضًا
    [few] وتتغيّر { $n } بوتات أخرى أيضًا
    [many] ويتغيّر { $n } بوتًا آخر أيضًا
   *[other] ويتغيّر { $n } بوت آخر أيضًا
}: يُؤخذ { $most } في المرة، وتكفي إعادة الطلب نفسه للتالية.
bulk-confirm = لتغييرها كلها أو لا شيء منها تُكتب { $word }. تأخذ به واحدًا بعد آخر.
bulk-none = { $same ->
    [0] لا عمل: لا بوت مقصودًا.
    [zero] لا عمل: لا بوت مقصودًا.
    [one] لا عمل: البوت الوحيد المقصود كذلك أصلًا.
    [two] لا عمل: البوتان المقصودان كذلك أصلًا.
    [few] لا عمل: البوتات المقصودة كلها كذلك أصلًا، وعددها { $same }.
    [many] لا عمل: البوتات المقصودة كلها كذلك أصلًا، وعددها { $same }.
   *[other] لا عمل: البوتات المقصودة كلها كذلك أصلًا، وعددها { $same }.
}
bulk-refused = لم يتغيّر شيء، حتى حيث كان ممكنًا. { $n ->
    [zero] لا بوت يرفضه
    [one] بوت واحد لا يقبله
    [two] بوتان لا يقبلانه
    [few] { $n } بوتات لا تقبله
    [many] { $n } بوتًا لا يقبله
   *[other] { $n } بوت لا يقبله
}{ $would ->
    [0] :
   *[other] ، وعدد ما كان سيقبله { $would }:
}
bulk-refusal = · { $bot }: { $why }
bulk-unreadable = لا تمكن قراءة إعداداته.
bulk-more = … و{ $n } غيرها.
bulk-mend = يلزم إصلاح هذه (الرجوع يجعل غير المقروء مقروءًا) أو قصد بوتات أقل.
bulk-done = { $n ->
    [zero] لم يأخذ أي بوت الـ patch في إعداداته
    [one] أخذ بوت واحد الـ patch في إعداداته
    [two] أخذ بوتان الـ patch في إعداداتهما
    [few] أخذت { $n } بوتات الـ patch في إعداداتها
    [many] أخذ { $n } بوتًا الـ patch في إعداداته
   *[other] أخذ { $n } بوت الـ patch في إعداداته
}، ويُطبَّق واحدًا بعد آخر.
bulk-later = { $n ->
    [zero] لا أحد منها متوقف أو مشغول
    [one] واحد منها لا يعمل أو مشغول؛ يأخذ به
    [two] اثنان منها لا يعملان أو مشغولان؛ يأخذان به
    [few] { $n } منها لا تعمل أو مشغولة؛ تأخذ به
    [many] { $n } منها لا تعمل أو مشغولة؛ تأخذ به
   *[other] { $n } منها لا تعمل أو مشغولة؛ تأخذ به
} عند التشغيل التالي.
bulk-stale = لم يتغيّر شيء: تغيّر البوت { $bot } أو حُذف بعد التجربة. إعادة الطلب تبدأ تجربة جديدة.
leaving-bulk = نحن على وشك تعديل بوتات كثيرة. لم يتغيّر شيء بعد. هل نتركه؟
why-unreadable = لا تمكن قراءة إعداداته. العودة إلى نسخة مقروءة تصلحها: /config
problem-unreadable = لم يمكن تشغيله لأن إعداداته لا تمكن قراءتها. العودة إلى نسخة مقروءة تصلحها: /config

## All bots at once
fleet-head =
    { $bots ->
        [zero] لا بوت لأحد
        [one] بوت واحد لكل الناس
        [two] بوتان لكل الناس
        [few] { $bots } بوتات لكل الناس
        [many] { $bots } بوتًا لكل الناس
       *[other] { $bots } بوت لكل الناس
    }
fleet-empty = لا بوت بعد.
fleet-state = { $n } { $state }
fleet-pending = ◐ تنتظر
fleet-deploying = ◐ قيد الإطلاق
fleet-running = ● تعمل
fleet-stopped = ○ متوقفة
fleet-failed = ▲ فشلت
fleet-adrift =
    { $n ->
        [zero] لا متخلّف: كلها كما يُطلق اليوم
        [one] واحد متخلّف: ليس كما يُطلق اليوم
        [two] اثنان متخلّفان: ليسا كما يُطلق اليوم
        [few] { $n } متخلّفة: ليست كما يُطلق اليوم
        [many] { $n } متخلّفة: ليست كما يُطلق اليوم
       *[other] { $n } متخلّفة: ليست كما يُطلق اليوم
    }
fleet-troubled =
    { $n ->
        [zero] لا مشكلة في أي منها
        [one] واحد في مشكلة
        [two] اثنان في مشكلة
        [few] { $n } في مشكلة
        [many] { $n } في مشكلة
       *[other] { $n } في مشكلة
    }
fleet-cost = التكلفة هذا الشهر حتى الآن: ${ $dollars }
fleet-oldest = عمر أقدمها { $age }.
fleet-version-now = { $blueprint } { $version }، كما هو هنا الآن: { $n }
fleet-version-other = { $blueprint } { $version }، إصدار آخر: { $n }
fleet-version-unknown = { $blueprint }، إصدار غير مسجّل: { $n }
fleet-page = من { $from } إلى { $to }، والكل { $all } ({ $words })
fleet-none = لا بوت كهذا: { $words }.
fleet-act-on =
    للعمل على هذه كلها (أو stop أو resume أو update):
    /fleet restart { $words }
fleet-line = { $state } · { $owner } · { $blueprint } { $version } · عمره { $age }
fleet-line-cost = { $line } · ${ $dollars }
fleet-version-short = { $version }
fleet-version-short-adrift = { $version } (متخلّف)
fleet-version-short-unknown = (إصدار غير مسجّل)
fleet-owner = المالك: { $owner }
fleet-owner-called = المالك: «{ $called }»، { $owner }
fleet-card-now = الإصدار { $version }، كما هو هنا الآن
fleet-card-adrift = الإصدار { $version }: ليس كما يُطلق اليوم. التحديث يجعله كذلك.
fleet-card-unknown = الإصدار الذي أُطلق به غير مسجّل. التحديث يعطيه إصدار اليوم.
fleet-card-age = أُنشئ قبل { $age }
fleet-card-id = المعرّف { $id }
fleet-gone = لم يعد هذا البوت موجودًا.
fleet-unknown = لا أعرف بوتًا ولا كلمة كهذه: { $words }. لم يُفعل شيء.
fleet-contradiction = «{ $word }» لا تتفق مع الكلمات قبلها. لم يُفعل شيء.
fleet-usage = كلمات تصف البوتات: running وstopped وfailed وdrift وtrouble، أو قالب، أو local أو railway، أو older 30d، أو over 5 (دولارات هذا الشهر)، أو مالك مثل telegram:42. واحدًا واحدًا: معرّفات أو telegram:42/nest. كلها: all.
fleet-deed-usage = يلزم ذكر المقصود منها، مثلًا: /fleet { $deed } failed
fleet-nobody = لا بوت كهذا، فلا عمل.
fleet-operators-only = يحق لك النظر في كل شيء هنا. العمل على البوتات للمشغّلين.
fleet-busy = لم يُفعل شيء. { $doing }
fleet-is-stopped = هو متوقف، فلم يُفعل شيء. يلزم تشغيله أولًا.
deed-restart =
    { $n ->
        [zero] إعادة تشغيل لا شيء
        [one] إعادة تشغيل بوت واحد
        [two] إعادة تشغيل بوتين
        [few] إعادة تشغيل { $n } بوتات
        [many] إعادة تشغيل { $n } بوتًا
       *[other] إعادة تشغيل { $n } بوت
    }
deed-stop =
    { $n ->
        [zero] إيقاف لا شيء
        [one] إيقاف بوت واحد
        [two] إيقاف بوتين
        [few] إيقاف { $n } بوتات
        [many] إيقاف { $n } بوتًا
       *[other] إيقاف { $n } بوت
    }
deed-resume =
    { $n ->
        [zero] تشغيل لا شيء
        [one] تشغيل بوت واحد
        [two] تشغيل بوتين
        [few] تشغيل { $n } بوتات
        [many] تشغيل { $n } بوتًا
       *[other] تشغيل { $n } بوت
    }
deed-update =
    { $n ->
        [zero] تحديث لا شيء
        [one] تحديث بوت واحد
        [two] تحديث بوتين
        [few] تحديث { $n } بوتات
        [many] تحديث { $n } بوتًا
       *[other] تحديث { $n } بوت
    }
fleet-preview = { $deed }: { $names }
fleet-preview-more = { $deed }: { $names } و{ $more } غيرها
fleet-pace =
    { $first ->
        [zero] لا شيء يسبق.
        [one] يسبق واحد. حين يكون بخير
        [two] يسبق اثنان. حين يكونان بخير
        [few] تسبق { $first }. حين تكون بخير
        [many] تسبق { $first }. حين تكون بخير
       *[other] تسبق { $first }. حين تكون بخير
    } يتبع ما لا يزيد على { $wave } معًا. يتوقف العمل وحده حين يبلغ الفشل { $failures }، وما تم يبقى.
fleet-pace-usage =
    طريقة المتابعة تُكتب هكذا، بأعداد من 1 إلى 200:
    /fleet update drift first 2 wave 20 failures 5
    لم يُفعل شيء.
fleet-confirm = لن يستطيع الناس الحديث معها حتى تُشغَّل من جديد. للتأكيد تُكتب { $word }.
fleet-count-differs = هذا ليس «{ $word }»، فلم يُفعل شيء.
fleet-not-begun = لم يُفعل شيء بأي بوت.
fleet-job-head = { $deed } · { $state }
job-draft = ينتظر موافقتك
job-running = ← جارٍ
job-paused = ‖ موقوف مؤقتًا
job-stopped = ▲ توقف وحده
job-cancelled = ○ ملغى
job-done = ✓ تم بعد { $took }
fleet-tally = تم { $done }، فشل { $failed }، تُرك { $skipped }، قيد العمل { $asked }، الباقي { $waiting }
fleet-stopped-at-canary =
    فشل الأول، فلم أطلب من غيره شيئًا. { $waiting ->
        [zero] لم يبق غيره.
        [one] بوت واحد بقي كما كان.
        [two] بوتان بقيا كما كانا.
        [few] { $waiting } بوتات بقيت كما كانت.
        [many] { $waiting } بوتًا بقي كما كان.
       *[other] { $waiting } بوت بقي كما كان.
    } يمكن النظر فيما فشل ثم المتابعة أو الإلغاء.
fleet-stopped-at-failures =
    { $failed ->
        [zero] لم يفشل شيء
        [one] فشل واحد
        [two] فشل اثنان
        [few] فشلت { $failed }
        [many] فشل { $failed }
       *[other] فشل { $failed }
    }، فلم أطلب المزيد. { $waiting ->
        [zero] لم يبق غيرها.
        [one] بوت واحد بقي كما كان.
        [two] بوتان بقيا كما كانا.
        [few] { $waiting } بوتات بقيت كما كانت.
        [many] { $waiting } بوتًا بقي كما كان.
       *[other] { $waiting } بوت بقي كما كان.
    } يمكن النظر فيما فشل ثم المتابعة أو الإلغاء.
fleet-job-id = العمل { $id }
fleet-target-failed = ✗ فشل: { $name } لـ { $owner }. { $why }
fleet-target-skipped = · تُرك: { $name } لـ { $owner }. { $why }
fleet-more = … و{ $n } غيرها
skipped-busy = كان شيء آخر جاريًا.
skipped-pointless = كان كذلك أصلًا.
skipped-stopped = هو متوقف.
skipped-gone = لم يعد موجودًا.
skipped-cancelled = أُلغي قبل ذلك.
fleet-job-file = ما صار إليه كل بوت، واحد في كل سطر.
fleet-jobs = آخر الأعمال، الأحدث أولًا:
fleet-no-jobs =
    لا عمل بعد. هذا يبدأ واحدًا:
    /fleet restart failed
fleet-no-job = لا أعرف عملًا كهذا.
fleet-job-over = لا يمكن ذلك به وهو على حاله. هذه حاله:
fleet-job-button = { $deed }، قبل { $ago }
button-fleet = كل البوتات
button-fleet-all = عرض الكل
button-jobs = الأعمال
button-job = عرض العمل
button-job-file = كل بوت
button-strays = بلا صاحب
button-pause = إيقاف مؤقت
button-go-on = متابعة
button-cancel-job = إلغاؤه
button-update = تحديث
button-earlier = السابق
button-later = التالي
by-operator-stopped = أوقف «{ $name }» من يدير Hatchery هنا. ذاكرته ومفاتيحه في أمان. متى كان ذلك: /history
by-operator-resumed = شغّل «{ $name }» من يدير Hatchery هنا، وهو يعمل.
by-operator-updated = حدّث «{ $name }» من يدير Hatchery هنا. ذاكرته ومفاتيحه كما كانت.
by-operator-down = عمل من يدير Hatchery هنا على «{ $name }» فلم يعد إلى العمل. ذاكرته ومفاتيحه في أمان؛ تمكن تجربة إعادة تشغيله.
confirm-strays =
    { $n ->
        [zero] هل يُزال على Railway نهائيًا، بكل ما فيه: { $names }؟
        [one] هل يُزال على Railway نهائيًا، بكل ما فيه: { $names }؟
        [two] هل يُزال هذان على Railway نهائيًا، بكل ما فيهما: { $names }؟
        [few] هل تُزال هذه الـ { $n } على Railway نهائيًا، بكل ما فيها: { $names }؟
        [many] هل تُزال هذه الـ { $n } على Railway نهائيًا، بكل ما فيها: { $names }؟
       *[other] هل تُزال هذه الـ { $n } على Railway نهائيًا، بكل ما فيها: { $names }؟
    } للتأكيد تُكتب { $word }.
cancelled-strays = لم يُزل شيء.
stray-ends = أُزيل { $removed }، وتُرك { $kept }. الباقي معروض في /strays
act-upgrade = تحديث «{ $subject }»
act-fleet = عمل على بوتات كثيرة { $subject }
act-remove-stray = إزالة { $subject } على Railway
button-remove-all = إزالة الكل ({ $n })

## What was found out about a bot
diagnosis-under-way = أفحص «{ $name }»: عمليته وقنواته وسجله ومفتاحه وتوكناته وإعداداته. يستغرق ذلك حتى دقيقة، وأكتب النتيجة هنا.
diagnosis-before = أنا أفحص «{ $name }» الآن؛ تأتي النتيجة وحدها.
diagnosis-good = «{ $name }» ✓ كل شيء بخير
diagnosis-bad = «{ $name }» ✗ هناك خلل
diagnosis-unknown = «{ $name }» ? لم يمكن رؤية كل شيء
diagnosis-at = فُحص قبل { $ago }
finding-line = { $check }: { $standing } – { $saw }
standing-good = ✓ جيد
standing-bad = ✗ سيئ
standing-unknown = ? مجهول
check-process = العملية
check-channels = القنوات
check-errors = آخر الأخطاء
check-key = المفتاح
check-token = توكن { $token }
check-config = الإعدادات
saw-runs =
    تعمل منذ { $since } بالرقم { $pid }، { $restarts ->
        [0] بلا إعادة تشغيل
        [zero] بلا إعادة تشغيل
        [one] عادت وحدها مرة واحدة
        [two] عادت وحدها مرتين
        [few] عادت وحدها { $restarts } مرات
        [many] عادت وحدها { $restarts } مرة
       *[other] عادت وحدها { $restarts } مرة
    }
saw-runs-memory =
    تعمل منذ { $since } بالرقم { $pid } وتشغل { $memory } ميغابايت، { $restarts ->
        [0] بلا إعادة تشغيل
        [zero] بلا إعادة تشغيل
        [one] عادت وحدها مرة واحدة
        [two] عادت وحدها مرتين
        [few] عادت وحدها { $restarts } مرات
        [many] عادت وحدها { $restarts } مرة
       *[other] عادت وحدها { $restarts } مرة
    }
saw-starts-again = انتهت وحدها ويُعاد تشغيلها (المحاولة { $n })
saw-gave-up = انتهت كلما شُغّلت، فتوقفت عن المحاولة
saw-not-running = لا تعمل
saw-stopped = متوقفة، كما طُلب
saw-deployed = نشره الذي عمره { $since } يعمل؛ لا يمكن قياس الذاكرة هناك الآن
saw-deployed-memory = نشره الذي عمره { $since } يعمل، ويشغل { $memory } ميغابايت
saw-deployment-is = يقول Railway عن نشره: { $word }
saw-on-its-way = يعمل Railway عليه: { $word }
saw-no-deployment = لا شيء منه منشور
saw-listens = كل القنوات تسمع
saw-log-says-ready = سجله يقول إنه جاهز؛ ولا يمكن سؤاله
saw-not-ready = لا تسمع كل القنوات بعد
saw-silent = لا يجيب
saw-no-errors = لا شيء في سجله
saw-errors = { $lines }
saw-past-errors = لا شيء منذ صار جاهزًا، وقبل ذلك: { $lines }
saw-key-ok = يقبله مزوّده
saw-key-no-credit = هو حقيقي، ولم يبق رصيد في حسابه
saw-key-bad = لا يقبله مزوّده
saw-key-disabled = حسابه موقوف لدى المزوّد
saw-key-wrong-kind = هو من نوع لا يصلح للمحادثة
saw-key-not-permitted = لا يحق له هذا النموذج
saw-key-model = ليس لدى مزوّده هذا النموذج
saw-key-busy = مزوّده أشغل من أن يجيب
saw-key-region = لا يردّ مزوّده من هنا
saw-key-unreachable = لا يمكن الوصول إلى مزوّده
saw-needs-no-key = لا يحتاج إلى مفتاح
saw-key-missing = لا مفتاح
saw-token-ok = مقبول، باسم { $handle }
saw-token-ok-nameless = مقبول
saw-token-mentions-only = مقبول؛ يقرأ الرسائل الخاصة وما يذكره
saw-token-webhook = برنامج آخر على { $host } يأخذ رسائله
saw-token-lacks = ينقصه { $scopes }
saw-token-no-socket-mode = Socket Mode متوقف
saw-token-expires = هو من النوع الذي ينتهي خلال ساعات
saw-token-not-a-bot = ليس توكن بوت
saw-token-closed = مساحة العمل لا تُدخل التطبيق
saw-token-revoked = غير مقبول (بعد الآن)
saw-token-unreachable = لا يمكن الوصول إلى منصته
saw-token-missing = لا توكن
saw-fits = توافق قالبه كما هو هنا الآن
saw-adrift = توافق، لكنه أُطلق بإصدار آخر من قالبه
saw-unfit = { $what }
saw-away = لا يمكن سؤال مكانه الآن
saw-took-too-long = استغرقت المعرفة وقتًا أطول من اللازم
saw-broke = لم أستطع معرفة ذلك؛ يجد المشغّل السبب في السجل
misfit-blueprint = لم يعد قالبه هنا
misfit-target = لا يستطيع قالبه العيش هناك
misfit-provider = لا يعرف قالبه هذا المزوّد
misfit-channel = لا يعرف قالبه { $platform }
misfit-model = لا يعرف قالبه هذا النموذج
misfit-config = إعداداته لا توافق قالبه؛ وهي معروضة في /config
misfit-unreadable = لا تمكن قراءة إعداداته؛ العودة إلى نسخة مقروءة تصلحها: /config
misfit-value = فيها قيمة لا يمكن تسليمها
misfit-sealed = ما حُفظ له لا يُفتح بالمفتاح الحالي
next-nothing = لا شيء يلزم فعله.
next-later = لا خلل معروفًا. يمكن الفحص من جديد بعد دقائق.
next-resume = يُشغَّل حين يُراد أن يتحدث الناس معه من جديد.
next-restart = الخطوة التالية: إعادة تشغيله. إن لم تنفع ففي سجله المزيد.
next-logs = الخطوة التالية: قراءة سجله.
next-key = الخطوة التالية: إعطاؤه مفتاحًا آخر بالزر «تعديل».
next-token = الخطوة التالية: إعطاؤه توكنًا آخر بالزر «تعديل».
next-edit = الخطوة التالية: تصحيحه بالزر «تعديل».
next-update = التحديث يجعله كما يجب.
next-operator = الخطوة التالية: على من يدير Hatchery هنا النظر فيه.
diagnoses-head = ما وجدته لك، الأحدث أولًا:
diagnoses-none = لم أفحص لك بوتًا بعد. يكفي إرسال /diagnose مع اسمه.
diagnosis-gone = لا أحتفظ لك بنتيجة كهذه.
diagnosis-line = «{ $name }»، قبل { $ago }
button-diagnose = فحص
button-diagnose-bot = فحص «{ $name }»
button-look-again = فحص من جديد
button-diagnoses = نتائج سابقة
## News to many: the questions

ask-news = ماذا أكتب للناس؟
ask-news-help = **غامق** و_مائل_ و`رمز` و[كلمات](https://…) تظهر كما تقول. تراه قبل أي أحد.
ask-news-in = ماذا أكتب لمن لغتهم { $language }؟
news-empty = لا شيء فيه بعد. يُرجى كتابة النص الذي يقرؤه الناس.
news-too-long = طوله { $length } حرفًا، والمتاح { $longest }. لم يتغيّر شيء؛ يلزم تقصيره.
secret-in-news = يبدو هذا مفتاحًا أو توكنًا، فلم آخذه. يُرجى كتابة النص من دونه.
news-menu = ما يراه الناس في الأعلى. هل من شيء آخر؟
news-for-all = لكل من يريد الأخبار
news-on = ، على { $platform }
news-of-tier = ، الفئة { $tier }
news-speaking = ، لغتهم { $language }
news-live = ، لديهم بوت يعمل
news-seen = ، ظهروا خلال { $days ->
    [zero] اليوم
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
news-now = يخرج فور التأكيد.
news-at = يخرج في { $at }.
ask-picture = أين الصورة؟ يُرجى إرسال عنوانها، وأوله https://. مع صورة يتسع النص لـ 1024 حرفًا.
picture-wrong = هذا ليس عنوان صورة يستطيع كل أحد فتحها. أوله https://، ولا تصلح ملفات من محادثة.
ask-links =
    أي أزرار تحته؟ لكل زر سطر، مثلًا:
    اقرأ المزيد | https://example.com/news
links-wrong =
    لا أستطيع صنع زر من «{ $line }». شكل السطر:
    نص الزر | https://example.com
links-many = من زر واحد إلى { $most }، لكل زر سطر.
ask-whom = من يأخذه؟ كل زر يضيّق الدائرة أو يوسّعها من جديد.
ask-when = متى يخرج؟ مثلًا: in 2h أو 2026-12-01 09:00 بتوقيت { $zone }.
when-wrong = لا أفهم هذا الوقت، أو أنه مضى، أو أبعد من 90 يومًا. مثلًا: in 2h أو 2026-12-01 09:00.
news-review = إلى { $total ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصين
    [few] { $total } أشخاص
    [many] { $total } شخصًا
   *[other] { $total } شخص
}: في Telegram { $telegram }، وفي Discord { $discord } (بموافقتهم). نحو { $took } إن لم يعترض شيء.
news-write = للإرسال تُكتب { $word }، أو
news-nobody = لا أحد منهم يريد الأخبار ويمكن الوصول إليه، فلا أحد يُرسل إليه.
count-differs = هذا ليس العدد. للإرسال تُكتب { $word }.
count-changed = جاء أحد أو ذهب في هذه الأثناء، ولم يُرسل شيء. هذا هو العدد الآن:
news-same = خرج هذا النص نفسه قبل { $ago } إلى { $total ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصين
    [few] { $total } أشخاص
    [many] { $total } شخصًا
   *[other] { $total } شخص
}. مرة أخرى؟
test-sent = هكذا يصل إلى الناس.
test-not-sent = لم تصل التجربة: { $why }. لم يُرسل شيء إلى أحد.
cancelled-news = أُلغي. لم يُرسل شيء.
leaving-news = نحن الآن في نص لكثيرين.

## News to many: how far it is

news-scheduled = نص إلى { $total ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصين
    [few] { $total } أشخاص
    [many] { $total } شخصًا
   *[other] { $total } شخص
} يخرج في { $at }.
news-sending = الإرسال جارٍ: وصل إلى { $sent } من { $total }.
news-paused = موقوف مؤقتًا: وصل إلى { $sent } من { $total }.
news-cancelled = ملغى: وصل إلى { $sent } من { $total }، ولن يصل إلى غيرهم.
news-done = أُرسل: وصل إلى { $sent } من { $total }، بعد { $took }.
news-left = بقي { $n }
news-left-at = بقي { $n }، بمعدل { $rate } في الثانية، والمتبقي نحو { $takes }
news-blocked = لا يمكن الوصول إلى { $n }؛ يُتركون حتى يكتبوا من جديد
news-skipped = لم يعد { $n } يريدون الأخبار أو ذهبوا في هذه الأثناء
news-perhaps = ربما وصل إلى { $n } وربما لا: انقطعت، ولا أرسل إلى أحد مرتين
news-failed = فشل { $n }: { $cause }
halt-refusals = رفض { $platform } عشرة متتالين، فتوقفت هناك بنفسي. تمكن المتابعة لاحقًا أو تركه.
halt-too-fast = طلب { $platform } مني التمهّل مرة بعد مرة، فتوقفت هناك بنفسي. تمكن المتابعة لاحقًا.
halt-message = لا يقبل { $platform } هذه الرسالة، فتوقفت هناك بنفسي. يلزم الإلغاء وإصلاح النص أو الصورة أو الأزرار.
news-is-paused = موقوف مؤقتًا. ما خرج من قبل، 8 على الأكثر، يصل.
news-goes-on = يتابع.
news-is-cancelled = أُلغي. من وصل إليه بقي عنده، ولا يصل إلى غيرهم.
news-pointless = لم يعد ذلك ممكنًا: انتهى الأمر أو هو كذلك أصلًا.
no-broadcasts = لم يُكتب شيء لكثيرين بعد.
broadcast-line = { $at }  «{ $text }»  { $state }، { $sent } من { $total }
state-scheduled = ينتظر وقته
state-sending = قيد الإرسال
state-paused = موقوف مؤقتًا
state-cancelled = ملغى
state-done = أُرسل
unsure-head = ربما وصل إلى { $n } وربما لا. انقطعت وأنا أكتب إليهم، ولا أرسل إلى أحد مرتين:
act-broadcast = نص لكثيرين «{ $subject }»
nobody-unsure = لا أحد أجهل هل وصل إليه.

## What a person is written of by itself

notifications-head = ما يحدث لبوتاتك أخبرك به دائمًا.
news-are-on = أخبار من يدير هذا المكان: مفعّلة
news-are-off = أخبار من يدير هذا المكان: متوقفة
news-on-now = تصلك من الآن أخبار من يدير هذا المكان.
news-off-now = لا أخبار بعد الآن. ما يحدث لبوتاتك أواصل إخبارك به.

## News: prompts, fields and buttons

prompt-news = الخبر
prompt-when = الوقت
prompt-count = العدد
field-news = النص
field-picture = صورة، عنوان بـ https://
field-links = الأزرار: نص | https://…
field-when = متى
field-count = لكم شخص
button-write-count = كتابة العدد
button-news-review = متابعة
button-news-text = النص
button-news-in = بلغة { $language }
button-news-picture = صورة
button-no-picture = بلا صورة
button-news-links = أزرار
button-no-links = بلا أزرار
button-news-whom = إلى من
button-news-when = متى
button-news-now = حالًا
button-news-test = إرسال تجربة إليّ
button-news-anyway = إرساله مرة أخرى
button-everywhere = كل المنصات
button-every-tier = كل الفئات
button-every-language = كل اللغات
button-live-bot = لديهم بوت يعمل
button-seen-any = متى ظهروا
button-seen = ظهروا خلال { $days ->
    [zero] اليوم
    [one] يوم
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
button-pause-news = إيقاف مؤقت
button-resume-news = متابعة
button-cancel-news = إلغاؤه
button-unsure-news = المشكوك في وصوله
button-no-news = لا أخبار بعد الآن
button-news = أريد الأخبار

## Alarms
alarm-head = إنذار: { $what }
alarm-still = ما زال هذا قائمًا منذ { $since }: { $what }
all-clear = زال الخطر: { $what } دام { $lasted }.
wrong-failures = فشل { $failed } من { $ended } من العمليات خلال 15 دقيقة، وليس بسبب الناس.
wrong-queue = عمل ينتظر منذ { $age } ولا أحد يأخذه.
wrong-outbox = رسالة تنتظر الإرسال منذ { $age }.
wrong-budget = يسمح لي Railway في هذه الساعة بـ { $left } من { $limit } من الطلبات فقط.
wrong-database = تستغرق قاعدة البيانات { $ms } ملّي ثانية لكتابة صغيرة، مرة بعد مرة.
wrong-token = لم يعد { $platform } يقبل توكني.
wrong-disk = لم يبق إلا { $mb } ميغابايت من القرص حيث DATA_DIR.
wrong-webhook = لا يأخذ webhook الإنذارات رسائلي: { $why }
means-failures = تفشل البوتات الجديدة وعمليات التشغيل والتغييرات. العاملة تواصل، وما فشل لا يُحسب على أحد.
means-queue = ينتظر الناس بوتاتهم. لم يضع شيء، ويتابع العمل من حيث توقف.
means-outbox = لم يُخبر أحدهم بما حدث. لم يضع شيء، والمحاولة مستمرة.
means-budget = على البوتات الجديدة أن تنتظر. العاملة تواصل.
means-database = صار كل شيء بطيئًا. لم يضع شيء.
means-token = لا يُسمع أحد هناك ولا يُجاب. بوتات الناس تواصل.
means-disk = حين يمتلئ لا يمكن حفظ شيء. حتى ذلك الحين يستمر كل شيء.
means-webhook = تأتي الإنذارات في المحادثة فقط، كهذا.
remedy-failures =
    سبب كل منها في السجل. هذا يجعل البوتات الجديدة تنتظر:
    /maintenance on "text"
remedy-queue = يلزم النظر هل يكفي Hatchery المعالج والذاكرة، أو تشغيل نسخة ثانية على القاعدة نفسها.
remedy-outbox = يلزم النظر هل المنصة متعطلة. إن لم تكن فالسبب في السجل.
remedy-budget = يمتلئ من جديد خلال ساعة. إن تكرر ذلك كثيرًا فخطة أكبر في Railway فيها المزيد.
remedy-database = يلزم النظر في حمل جهازها وقرصه.
remedy-token = يلزم إنشاء توكن جديد هناك ووضعه في { $setting } وتشغيلي من جديد.
remedy-disk = يلزم إفساح مكان أو قرص أكبر.
remedy-webhook =
    يلزم وضع webhook موجود في ALERT_WEBHOOK_URL وتشغيلي من جديد، ثم تجربته:
    /alerts test
right-failures = تنجح العمليات من جديد.
right-queue = يُؤخذ العمل في وقته من جديد.
right-outbox = لم تعد رسالة تنتظر.
right-budget = يسمح لي Railway بما يكفي من جديد.
right-database = قاعدة البيانات سريعة من جديد.
right-token = يقبل { $platform } توكني من جديد.
right-disk = في القرص مكان كافٍ من جديد.
right-webhook = يأخذ webhook الإنذارات رسائلي من جديد.

## What is watched
alerts-head = ما أراقبه وحاله الآن:
usage-alerts =
    يُكتب هكذا:
    /alerts
    /alerts test
    /alerts mute
    /alerts mute queue
    /alerts unmute
watch-fine = ● جيد: { $what }
watch-doubtful = ◐ يبدو سيئًا، أنظر من جديد: { $what }
watch-raised = ▲ إنذار منذ { $since }: { $what }
read-failures = فشل { $failed } من { $ended } من العمليات خلال 15 دقيقة
read-queue = أقدم عمل ينتظر منذ { $age }
read-no-queue = لا عمل ينتظر
read-outbox = أقدم رسالة تنتظر منذ { $age }
read-no-outbox = لا رسالة تنتظر
read-budget = بقي { $left } من { $limit } من الطلبات إلى Railway في هذه الساعة
read-database = استغرقت قاعدة البيانات { $ms } ملّي ثانية لكتابة صغيرة
read-token = يقبل { $platform } توكني
read-token-refused = لا يقبل { $platform } توكني
read-disk = { $mb } ميغابايت من القرص فارغة
read-webhook =
    فشل webhook الإنذارات { $failed ->
        [zero] ولا مرة
        [one] مرة واحدة
        [two] مرتين
        [few] { $failed } مرات
        [many] { $failed } مرة
       *[other] { $failed } مرة
    } على التوالي
alerts-to-webhook = أُخبر المشغّلين والمالكين في محادثاتهم، وwebhook من { $platform }.
alerts-to-chat = أُخبر المشغّلين والمالكين في محادثاتهم. لا webhook محددًا.
alarm-all = كل الإنذارات
alarm-failures = إنذار الفشل
alarm-queue = إنذار العمل المنتظر
alarm-outbox = إنذار الرسائل المنتظرة
alarm-budget = إنذار طلبات Railway
alarm-database = إنذار قاعدة البيانات البطيئة
alarm-token = إنذار التوكن المرفوض
alarm-disk = إنذار القرص الممتلئ
alarm-webhook = إنذار الـ webhook
alarms-muted = أُسكت للجميع ساعة واحدة: { $what }. ما يدوم بعدها يُقال عندئذ.
alarms-unmuted = لم يعد شيء مُسكتًا. أُخبر الآخرون.
nothing-muted = لا شيء مُسكتًا.
alarms-muted-by = أُسكت لمدة { $left } أخرى، أسكته { $by }: { $what }.
alarms-unmuted-by = أنهى { $by } الإسكات: تُقال الإنذارات من جديد.
alerts-test = هذه تجربة للإنذارات أرسلها { $by }. لا خلل.
alerts-tested =
    { $arrived ->
        [0] لم تصل التجربة إلى أي مكان:
       *[other] وصلت التجربة إلى { $arrived } من { $all }:
    }
place-webhook = webhook { $platform }
arrived = ● وصل: { $place }
not-arrived = ▲ لم يصل: { $place }: { $why }
and-more-places = و{ $n } غيرها
no-alert-webhook = لا webhook محددًا. يقبل ALERT_WEBHOOK_URL واحدًا من Slack أو Discord.
missed-stranger = لم يكتب إليّ قط، فلا أعرفه.
missed-off = لست مفعّلًا هناك.
missed-token = توكني غير مقبول هناك.
missed-blocked = لا يمكن الوصول إليه؛ ربما حظرني.
missed-wait = يُطلب مني الانتظار { $wait }.
missed-silent = لم يجب أحد في الوقت المناسب.
missed-refused = رُفض.
unposted-because = يجيب بـ { $status }، { $word }.
unposted-refused = يجيب بـ { $status }.
unposted-unreachable = لا يمكن الوصول إليه.
button-alerts = كل الإنذارات
button-mute = إسكات ساعة
button-unmute = إنهاء الإسكات
button-test-alerts = إرسال تجربة
act-mute-alerts = إسكات إنذارات: { $subject }
act-unmute-alerts = إنهاء إسكات الإنذارات
act-test-alerts = تجربة وصول الإنذارات

# What opens the HTTP API
command-token = توكنات HTTP API: new وlist وrevoke
usage-token =
    يُكتب هكذا:
    /token new
    /token new read 7d
    /token new read deploy 90d
    /token list
    /token revoke ab12
access-token =
    هذا توكنك، لـ { $scopes }، حتى { $until }:
    { $token }
access-token-help = أعرضه الآن فقط ولا أحتفظ بنسخة. من يملكه يتصرف باسمك: يُرجى حفظه في مكان آمن وحذف هذه الرسالة. يبطله حالًا الأمر /token revoke مع آخر أربعة أحرف منه.
access-token-too-many = لديك { $most } من التوكنات، وهذا أقصى عدد. لم يُنشأ شيء: يلزم إبطال واحد أولًا، وهي معروضة في /token list
access-token-needs-role = توكن admin لمن له دور هنا، فلم أنشئه. لتوكن read وdeploy: /token new
access-token-revoked = { $tail } لم يعد يفتح شيئًا.
no-such-access-token = ليس لديك توكن ينتهي هكذا. لم يتغيّر شيء؛ توكناتك معروضة في /token list
no-access-tokens = ليس لديك توكنات للـ HTTP API.
access-tokens-head = توكناتك للـ HTTP API:
access-token-line = { $tail }  { $scopes }، ينتهي بعد { $ends }
access-token-used = { $line }، استُعمل قبل { $ago }
access-tokens-help = يبطل التوكن بالأمر /token revoke وآخره.
act-api-token = توكن للـ API { $subject }
act-revoke-api-token = إبطال توكن للـ API { $subject }

## Bots after other ones

command-clone = إطلاق بوت آخر مثل أحد بوتاتك
command-share = السماح لآخرين بإطلاق بوت مثل بوتك
word-bot-or-code = أحد بوتاتك، أو رمز بوت مُشارَك
share-made = من لديه هذا الرابط يستطيع إطلاق بوت مثل «{ $name }» خلال { $lasts }:
share-command =
    في محادثة أخرى معي:
    /clone { $code }
share-carries = هذا ما يرونه ويأخذونه:
share-without = لا يذهب معه مفتاح ولا توكن ولا ذاكرة ولا محادثة لك، ولا اسم أحد. رابط جديد يبطل هذا.
share-setting = { $name }: { $value }
share-offered = يشاركك أحدهم بوتًا، «{ $name }». بوتك يكون هكذا:
share-yours = مفتاح { $provider } والتوكنات منك. هو لك وحدك: من شاركه لا يرى منه شيئًا.
share-yours-alone = هو لك وحدك: من شاركه لا يرى منه شيئًا.
share-over = لا شيء خلف هذا الرابط. ربما فيه خطأ أو انتهى أو مضى عليه أكثر من 30 يومًا؛ يمكن طلب رابط جديد أو إطلاق بوت خاص بك.
share-no-kind = لم يعد هذا النوع من البوتات يُطلق هنا. يمكن سؤال من شاركه أو إطلاق غيره: /deploy
share-ended = بطل الرابط إلى بوتات مثل «{ $name }». ما أُطلق به يبقى.
not-shared = «{ $name }» غير مُشارَك.
review-key-to-come = الذكاء الاصطناعي: { $provider }، بمفتاحك
review-settings = المحدد: { $settings }
button-copy-address = نسخ العنوان
button-copy-link = نسخ الرابط
button-copy-command = نسخ الأمر
button-copy-code = نسخ الرمز
invite-by-link = كرابط يفتحني في Telegram: { $link }
link-by-link = أو يُفتح هذا في Telegram فيُرسَل الأمر من هناك: { $link }
button-end-share = إنهاء المشاركة
button-hatch-like = إطلاق واحد مثله
act-share = مشاركة تكوين «{ $subject }»
act-end-share = إنهاء مشاركة «{ $subject }»

## Keys that are kept for several bots

command-keys = مفاتيح مزوّدي الذكاء التي أحفظها لبوتاتك
usage-keys =
    الأمر /keys يعرض المفاتيح التي أحفظها لك، وهذه تغيّرها:
    /keys add
    /keys replace …x7Qp
    /keys delete …x7Qp
keys-head = المفاتيح التي أحفظها لبوتاتك:
no-keys = لا أحفظ لك مفاتيح بعد. المفتاح المحفوظ هنا يُعرض كلما احتاج إليه بوت، ويُستبدل لكل بوتاته دفعة واحدة.
key-line = { $provider } { $tail } · يستعمله { $bots }
key-line-unused = { $provider } { $tail } · لا يستعمله بوت بعد
key-card = مفتاح { $provider } { $tail }، محفوظ منذ { $since }
key-card-checked = قال مزوّده إنه صالح قبل { $ago }.
key-card-unchecked = لا يُعرف بعد هل يقبله مزوّده؛ أسأل قبل أن يأخذه بوت.
key-used-by = يستعمله { $bots }.
key-unused = لا يستعمله أي بوت.
key-on-its-way = هو في طريقه إلى بوتاته واحدًا بعد آخر. لا يمكن فعل شيء آخر به حتى ينتهي ذلك.
key-kept = حُفظ مفتاح { $provider } { $tail } مشفّرًا. أعرضه كلما احتاج بوت إلى مفتاح.
key-known = المفتاح { $tail } محفوظ من قبل، فلم يُضف شيء.
key-may-be-kept = المفتاح { $tail } لـ «{ $name }» وحده. يمكنني حفظه لبوتاتك الأخرى أيضًا.
key-same = المفتاح { $tail } هو المحفوظ نفسه، فلا شيء يُستبدل.
too-many-keys = عدد المفاتيح التي أحفظها لك { $most }، وهذا أقصى عدد. لم يُحفظ شيء؛ يلزم حذف واحد أولًا في /keys
no-such-key = لا مفتاح كهذا، أو تنتهي عدة مفاتيح هكذا. لم يتغيّر شيء.
key-deleted = حُذف مفتاح { $provider } { $tail } هنا. يبقى صالحًا لدى { $provider } حتى يُلغى هناك.
key-in-use = مفتاح { $provider } { $tail } يستعمله { $bots }، فلم أحذفه. يلزم أولًا استبداله أو إعطاء { $bots } مفتاحًا آخر بالأمر /edit
key-still-kept = يبقى في /keys حيث يمكن استبداله لكل بوتاته.
key-no-credit-kept = المفتاح { $tail } حقيقي، لكن لم يبق في حسابه رصيد، فلن يستطيع بوت به أن يجيب أحدًا.
ask-key-provider = لدى أي مزوّد هذا المفتاح؟
ask-key-kept = أحفظه لكل بوتاتك؛ لا يأخذه أي منها إلا بكلمة منك.
ask-key-replace =
    { $n ->
        [zero] إن كان صالحًا يحلّ محل { $tail }: { $bots }.
        [one] إن كان صالحًا يأخذه { $bots } بدل { $tail }. إن لم يعمل به جيدًا يستعيد { $tail } وأخبرك.
        [two] إن كان صالحًا يأخذه بوتان بدل { $tail }: { $bots }. واحدًا بعد آخر، حين يجيب السابق من جديد؛ عند أول ما لا يجيب أتوقف وأخبرك.
        [few] إن كان صالحًا تأخذه { $n } بوتات بدل { $tail }: { $bots }. واحدًا بعد آخر، حين يجيب السابق من جديد؛ عند أول ما لا يجيب أتوقف وأخبرك.
        [many] إن كان صالحًا يأخذه { $n } بوتًا بدل { $tail }: { $bots }. واحدًا بعد آخر، حين يجيب السابق من جديد؛ عند أول ما لا يجيب أتوقف وأخبرك.
       *[other] إن كان صالحًا يأخذه { $n } بوت بدل { $tail }: { $bots }. واحدًا بعد آخر، حين يجيب السابق من جديد؛ عند أول ما لا يجيب أتوقف وأخبرك.
    }
ask-key-replace-unused = يحلّ محل { $tail } الذي لا يستعمله أي بوت.
cancelled-key = لم يُحفظ مفتاح ولم يُستبدل.
leaving-key = نحن الآن في إعطائي مفتاحًا. هل نتركه؟
key-replaced = مفتاح { $provider } المحفوظ الآن { $tail }. لم يستعمل القديم أي بوت؛ حُذف هنا، ويمكن إلغاؤه لدى { $provider }.
key-replacing =
    { $n ->
        [zero] لا بوت يأخذ المفتاح { $tail } الآن. الرسالة التالية تُظهر إلى أين وصل الأمر.
        [one] يذهب المفتاح { $tail } الآن إلى البوت الذي يستعمله. الرسالة التالية تُظهر إلى أين وصل الأمر؛ لا حاجة إلى الانتظار هنا، أكتب حين ينتهي.
        [two] يذهب المفتاح { $tail } الآن إلى بوتين، واحدًا بعد آخر. الرسالة التالية تُظهر إلى أين وصل الأمر؛ لا حاجة إلى الانتظار هنا، أكتب حين ينتهي.
        [few] يذهب المفتاح { $tail } الآن إلى { $n } بوتات، واحدًا بعد آخر. الرسالة التالية تُظهر إلى أين وصل الأمر؛ لا حاجة إلى الانتظار هنا، أكتب حين ينتهي.
        [many] يذهب المفتاح { $tail } الآن إلى { $n } بوتًا، واحدًا بعد آخر. الرسالة التالية تُظهر إلى أين وصل الأمر؛ لا حاجة إلى الانتظار هنا، أكتب حين ينتهي.
       *[other] يذهب المفتاح { $tail } الآن إلى { $n } بوت، واحدًا بعد آخر. الرسالة التالية تُظهر إلى أين وصل الأمر؛ لا حاجة إلى الانتظار هنا، أكتب حين ينتهي.
    }
key-move = مفتاح { $provider } { $tail } يحلّ محل { $before }
key-move-back = عودة إلى مفتاح { $provider } { $tail } بدل { $before }
key-move-help = ينتظر التالي حتى يجيب السابق من جديد.
key-move-paused = هذا ينتظر: لا يحق لك تغيير البوتات الآن. المفتاحان في أمان.
key-bot-waits = «{ $name }» ينتظر
key-bot-asked = «{ $name }» يبدأ به
key-bot-goes-back = «{ $name }» ليس بخير به ويستعيد { $before }
key-bot-has-it = «{ $name }» أخذه
key-bot-when-started = «{ $name }» متوقف ويأخذه حين يُشغَّل
key-bot-failed = «{ $name }» ليس بخير به
key-bot-left-out = «{ $name }» تُرك: لم يعد موجودًا، أو صار له مفتاح آخر
key-stopped = لم يعمل «{ $name }» جيدًا بمفتاح { $provider } { $tail }.
key-stopped-help = توقفت هناك. المفتاحان محفوظان حتى يُقال ما التالي.
key-left-going-back = يستعيد «{ $name }» الآن { $before }.
key-left-well = استعاد «{ $name }» { $before } وهو بخير.
key-left-serves-on = استعاد «{ $name }» { $before }؛ وما كان يعمل قبل التغيير ظل يعمل طوال الوقت.
key-left-untouched = لم يُفعل شيء بـ «{ $name }»؛ يتابع مع { $before }.
key-left-unwell = استعاد «{ $name }» { $before }، لكنه ليس بخير بعد. حاله معروضة في /status
key-have = مع { $tail }: { $bots }
key-have-not = ما زال مع { $before }: { $bots }
key-moved =
    { $n ->
        [0] مفتاح { $provider } { $tail } في مكانه، ولم يعد بوت يحتاج إليه. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
        [zero] مفتاح { $provider } { $tail } في مكانه، ولم يعد بوت يحتاج إليه. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
        [one] صار لبوت واحد مفتاح { $provider } { $tail }. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
        [two] صار لبوتين مفتاح { $provider } { $tail }. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
        [few] صار لـ { $n } بوتات مفتاح { $provider } { $tail }. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
        [many] صار لـ { $n } بوتًا مفتاح { $provider } { $tail }. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
       *[other] صار لـ { $n } بوت مفتاح { $provider } { $tail }. حُذف { $before } هنا، ويمكن إلغاؤه لدى { $provider }.
    }
key-moved-back = عادت بوتاتك إلى مفتاح { $provider } { $tail }. حُذف { $before } هنا.
key-left-so = يبقى كما هو. يبقى { $before } مع { $bots } مفتاحًا خاصًا لم يعد /keys يعرضه؛ والمحفوظ هو { $tail }.
key-goes-on = يتابع. الرسالة ذات القائمة تُظهر إلى أين وصل الأمر.
key-stays-so = يبقى كما هو.
key-move-over = حُسم ذلك من قبل. الحال معروضة في /keys
button-add-key = إضافة مفتاح
button-all-keys = كل المفاتيح
button-replace-key = استبدال
button-use-key = مفتاحي { $provider } { $tail }
button-key-of = مفتاح «{ $name }»
button-keep-for-others = حفظه لبوتات أخرى
button-key-back = العودة إلى { $before }
button-key-leave = تركه هكذا
act-keep-key = حفظ مفتاح: { $subject }
act-replace-key = استبدال مفتاح: { $subject }
act-drop-key = حذف مفتاح: { $subject }

## The private page on which a key or token is given
button-private-page = صفحة خاصة
button-open-page = فتح الصفحة
private-page-hint = أو تُستعمل الصفحة الخاصة: ما يُكتب هناك لا يمر عبر { $platform }.
private-page-later = يُترك المفتاح خارج النموذج لإعطائه في صفحة خاصة.
private-page = هذه صفحتك الخاصة. { $what }.
private-page-help = تعمل مرة واحدة، خلال { $lasts }، وما يُكتب هناك لا يمر عبر { $platform }. أتابع هنا وحدي. يبطلها «رجوع» أو «إلغاء» أو رابط أحدث.
secret-of = { $what } لـ «{ $name }»
secret-of-new = { $what } لبوتك الجديد
page-title = صفحة خاصة
page-looks = البحث عن الرابط جارٍ.
page-needs-script = تحتاج هذه الصفحة إلى JavaScript لقراءة رابطها، وهو متوقف هنا. لم يُرسل شيء. يمكن تفعيله أو الإجابة في المحادثة.
page-no-link = تُفتح هذه الصفحة برابطها الخاص. يوجد الرابط في المحادثة بعد الضغط على «صفحة خاصة».
page-show = إظهار
page-hide = إخفاء
page-send = إرسال
page-sends = الإرسال جارٍ.
page-where = يذهب عبر خط مشفّر إلى Hatchery هذه، ويُفحص، ويُحفظ مشفّرًا.
page-leave-empty = ما تتركه هنا فارغًا أسأل عنه لاحقًا:
page-lost = لم تُجب Hatchery، فليس مؤكدًا أنه وصل. يُرجى الضغط على «إرسال» من جديد: لا يُؤخذ أكثر من مرة.
page-busy = محاولات كثيرة جدًا من شبكتك. لم يُؤخذ شيء. يُرجى الانتظار دقيقة ثم الضغط على «إرسال» من جديد.
page-foreign = لم يأت هذا من الصفحة نفسها، فلم يُؤخذ شيء. يُرجى فتح الرابط من المحادثة مرة أخرى في متصفح مستقل.
page-too-long = هذا طويل جدًا. لم يُؤخذ شيء، والرابط ما زال صالحًا.
page-whose = هي لبوت يخص { $who }. إن لم يكن هذا حسابك فيُرجى إغلاق الصفحة: ما يُكتب هنا يصير له.
page-ends = تعمل هذه الصفحة مرة واحدة وتُغلق بعد { $left }.
page-taken = وصل. تتابع المحادثة وحدها هناك. يمكن إغلاق هذه الصفحة.
page-used = استُعمل هذا الرابط من قبل، فلم يُؤخذ شيء الآن. المحادثة تابعت هناك.
page-replaced = حلّ رابط أحدث محل هذا، فلم يُؤخذ شيء. يُرجى استعمال أحدث رابط في المحادثة.
page-closed = كثرت المحاولات بهذا الرابط فأُغلق، ولم يُؤخذ شيء. رابط جديد بالزر «صفحة خاصة» في المحادثة.
page-time-is-over = انتهى وقت هذا الرابط، فلم يُؤخذ شيء. رابط جديد بالزر «صفحة خاصة» في المحادثة.
page-moved-on = تابعت المحادثة بعد إنشاء هذا الرابط، فبطل ولم يُؤخذ شيء. موضعك الآن معروض في المحادثة.
page-unknown = هذا الرابط غير معروف هنا. ربما هو مقطوع أو انتهى منذ زمن. لم يُؤخذ شيء. رابط جديد بالزر «صفحة خاصة» في المحادثة.
page-not-yours = هذا الرابط لشخص آخر، ولم يُؤخذ شيء. وهو ما زال صالحًا له. للحصول على بوت خاص تكفي رسالة إليّ.
page-unproven = ما يقوله Telegram عمّن فتح هذه الصفحة قديم جدًا أو غير صحيح، ولم يُؤخذ شيء. الحل إغلاق الصفحة وفتحها من جديد بزرها في المحادثة.

## بوتات Telegram التي ينشئها الناس من خلالنا

command-rotate = توكن جديد لبوت في Telegram
ask-token-or-make = يحتاج «{ $name }» إلى بوت خاص به في Telegram. يمكنني إنشاؤه: يكفي التأكيد في Telegram، ولا شيء يُنسخ. لن يستطيع أحد غيرك الكتابة إليه.
ask-token-or-make-help =
    إذا قال Telegram إن الاسم مأخوذ، فيُختار هناك اسم آخر. وإذا قال إن البوتات كثيرة، فيُحذف واحد منها أولًا في @BotFather.
    هل لديك توكن؟ يُرسل هنا. { $stays }
fetching-token = أُنشئ { $handle }. أطلب توكنه من Telegram.
still-fetching-token = ما زلت أطلب توكن { $handle } من Telegram.
managed-for-later = أُنشئ { $handle }؛ سأستخدمه حين نصل إلى Telegram.
managed-after-this = يُنهى هذا أو يُلغى أولًا؛ يبقى { $handle } لك، وسأعرضه مرة أخرى.
managed-late = طال الأمر فتوقفت عن الانتظار. { $handle } لك. هل نستخدمه؟
managed-kept = أُنشئ { $handle } وهو لك. لا شيء يستخدمه بعد؛ سأعرضه في المرة القادمة عند إنشاء بوت في Telegram.
managed-unasked = أُنشئ { $handle } وهو لك، وأنا من يديره. لا شيء يشغّله بعد. يمكنني إنشاء مساعد يجيب هناك.
managed-taken = بوت Telegram هذا مستخدم من قبل، أو لم يعد لك.
managed-refused = لا يعطيني Telegram توكن { $handle }: لم يعد مسموحًا لي بإدارة البوتات، أو هذا البوت. لم يُحفظ شيء؛ والبوت لك.
managed-refused-help = ما زال استخدامه ممكنًا: @BotFather ثم /mybots ثم «API Token»، وإرسال التوكن إليّ.
managed-unreachable = لا أصل إلى Telegram الآن، فليس عندي توكن { $handle } بعد. البوت لك.
managed-rotating = أطلب توكنًا جديدًا من Telegram وأسلّمه للبوت. سأكتب حين ينتهي ذلك.
not-managed = لم يعد بإمكاني أن أطلب من Telegram توكن ذلك البوت. في @BotFather: /mybots ثم «API Token» ثم «Revoke»؛ وبعدها يُعطى لي عبر /edit.
rotate-by-hand = توكن «{ $name }» جاء من @BotFather، فلا يستطيع تبديله أحد غيرك: /mybots ثم «API Token» ثم «Revoke». وبعدها يُعطى الجديد لي عبر /edit.
rotate-no-telegram = «{ $name }» ليس في Telegram، فلا توكن له أبدّله.
managed-lost =
    { $handle }، بوت «{ $name }» في Telegram، صار لشخص آخر.
    لا آخذ توكنه الجديد. يحتفظ «{ $name }» بذاكرته وقنواته الأخرى.
    يمكن إعطاؤه بوتًا آخر في Telegram عبر /edit.
managed-gone =
    لم يعد Telegram يعطيني توكن { $handle }، بوت «{ $name }».
    لم أغيّر شيئًا. إذا توقف عن الإجابة هناك، فتوكنه القديم باطل.
    يُؤخذ التوكن من @BotFather ثم /mybots، ويُعطى لي عبر /edit.
managed-token-kept = لـ { $handle } توكن جديد. «{ $name }» متوقف ويأخذه عند تشغيله.
managed-token-taken-up = لـ { $handle } توكن جديد. «{ $name }» يتابع به؛ لا حاجة لأن تفعل شيئًا.
child-description = { $name } مساعد شخصي. يجيب صاحبه ومن سمح له صاحبه.
child-short = { $name }، مساعد شخصي
child-new = نسيان ما قيل والبدء من جديد
button-make-bot = أنشئه لي
button-have-token = لديّ توكن
button-use-made = استخدم { $handle }
