"""Wordings: how prompts in English, Chinese and Korean speak of pictures that are not there, or to a machine."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_PICTURE = "(?:photo(?:graph)?s?|images?|pictures?|pics?|selfies?|attachment|screenshots?|sketch|drawings?)"
_COMPOUND = "frames?|hat|studio|board|book|album|window|wall|gallery|shoot|booth|session"  # a picture frame is there
_GIVEN = "(?:attached|uploaded|provided|reference|original)"
_SUBJECT = (
    "(?:person|people|man|woman|men|women|boy|girl|couple|dog|cat|pets?|subjects?|characters?|faces?|objects?|icons?)"
)
_REMAKE = (
    "(?:turn|transform|convert|change|redraw|repaint|edit|retexture|re-?create|"
    "restyle|reimagine|colou?ri[sz]e|make|take)"
)
_MAKE = "(?:create|generate|make|draw|design|render|paint|illustrate|produce|imagine|visuali[sz]e|write|build)"
_ONE = r"(?:me )?(?:(?:an?|the|this|my|one|some|two|three|\d+)\b|[\[{])"
_WORK = "(?:image|picture|photo|illustration|poster|logo|render(?:ing)?|drawing|painting|scene|artwork)"

# The prompt cannot be judged without the picture that it speaks of.
REFERENCE = _any(
    rf"\b{_SUBJECT} (?:in|from|of) (?:the|this|my) (?:{_GIVEN} )?{_PICTURE}\b(?! (?:{_COMPOUND}))",
    rf"\b(?:attached|uploaded|provided|reference) (?:\w+ )?{_PICTURE}\b",
    rf"\b{_PICTURE} (?:is |i )?(?:attached|provided|uploaded)\b",
    rf"\bin the (?:left|right|first|second) {_PICTURE}\b",
    rf"\b(?:based on|inspired by|using|from) (?:this|my|these) (?:\w+ )?{_PICTURE}\b",
    rf"\b{_REMAKE} (?:this|my|these|the) (?:\w+ )?{_PICTURE}\b",
    "(?:照片|图片|图像|相片|附件|原图|圖片|原圖)[里中上裡]的",
    "这[张幅](?:照片|图|图像)|這[張幅](?:照片|圖)|[参參]考[图圖]|附[图圖]|上[传傳]的|将场景中的(?:角色|人物)",
    "(?:첨부|업로드)(?:한|된|하신)? ?(?:사진|이미지|그림)|(?:참고|참조) ?(?:사진|이미지|그림)",
    "(?:사진|이미지|그림) ?속의? ?(?:사람|인물|남자|여자|아이|캐릭터)",
    "(?:^|[\\s,.])(?:이|제|내|나의) (?:사진|이미지)(?:을|를|의|에서| ?속)",
)

# The prompt speaks to a machine instead of describing a picture.
INSTRUCTION = _any(
    rf"\A\W*(?:please )?(?:{_MAKE}|{_REMAKE}|add|remove|replace|use) {_ONE}",
    r"\A\W*(?:give|show) me\b|\A\W*(?:can|could|would) you\b|\A\W*i (?:want|need|would like) (?:you|an?)\b",
    rf"\A\W*(?:create|generate) (?:\w+ )?{_WORK}s?\b",
    r"\A[^\n]{0,160}, (?:please )?(?:create|generate) (?:an?|the)\b",
    rf"\bplease (?:\w+ )?(?:{_MAKE}|{_REMAKE})\b",
    rf"\b(?<!to )(?:create|generate|produce) (?:me )?(?:an?|the|this) (?:[\w-]++ ){{0,3}}{_WORK}\b",
    r"\A\W*(?:[请請](?![柬帖求])|[创創][建作]|[帮幫给給]我|生成|制作|製作|(?:绘制|画|畫|设计)[一个])",
    r"\A\W*(?:[将將把对對以给給用]|使用|根据|根據|基[于於])[^。\n]{0,60}?"
    "(?:[转轉](?:换|換|化)|变换|[变變]成|变为|改成|改为|[换換]成|生成|重[绘繪]|画[一个成出]|设计[一个成]|制作|进行|创建)",
    "(?:그려|만들어|바꿔|고쳐) ?(?:줘|주세요|주십시오|봐)",
    "(?:생성|변환|제작|디자인|묘사|추가)해 ?(?:줘|주세요|주십시오)",
)

_BLANK = (
    "subject|object|item|product|person|people|character|animal|creature|place|location|city|country|landmark|building|"
    "part|name|first|last|title|text|copy|ad|slogan|quote|word|letter|number|date|year|time|color|colour|style|theme|"
    "topic|concept|doodle|idea|scene|background|setting|brand|logo|company|ticker|material|emotion|mood|action|outfit|"
    "food|flower|season|artist|medium|description|details?|image|photo|picture|input|value|placeholder|variable|"
    "main|real|your|my|insert|here|any|enter|specify|choose|desired|of|the|an?|or|and"
)
_BLANK_WIDE = (
    "主[体體题題]|人物|角色|地[点點]|城市|[国國]家|物[体體]|[对對]象|[产產]品|品牌|名[称稱字]|文字|文案|[标標][题題]|[颜顏]色|"
    "[风風]格|[动動]物|[场場]景|[参參]考[图圖]片?|[图圖]片|照片|[内內]容|[输輸]入|填[写寫]|替[换換]|插入|你的|[请請]|[这這][里裡]|"
    "某[个個]|[中里的]|주제|대상|인물|장소|도시|나라|이름|제품|브랜드|색상|스타일|동물|배경|텍스트|문구|입력|여기|내용|제목"
)

# The prompt has a hole where a word should be.
TEMPLATE = _any(
    rf"[\[{{<【「]\s?(?:(?:{_BLANK})s?[\s/,:_-]?|\d\s?){{1,6}}[\]}}>】」]",
    rf"[\[{{<【](?:{_BLANK_WIDE}|[\s\d/、])++[\]}}>】]",
    r"\{\s?argument\b",
    r"\{\{\s?[a-z]++(?:_[a-z]++)++\s?\}\}|\[[A-Z]++(?:_[A-Z]++)++\]",
    r"[\[<](?:insert|enter|your|choose|specify)\b[^\]>\n]{1,60}[\]>]",
    "(?<!_)_{4,16}(?!_)",
)

JSON_KEY = re.compile(r'"[^"\n]{1,60}"\s?:\s?(?:["{\[\d-]|true|false|null)')
HEADING = re.compile(r"^#{1,5} \S", re.MULTILINE)
KEY_LINE = re.compile(
    r"^[ \t]*+(?:[-–*•] ?)?(?:\*\*)?[A-Z\uac00-\ud7a3\u4e00-\u9fff][^\n:：.]{0,30}[:：](?:\*\*)? *+\S", re.MULTILINE
)
CLOSING_TAG = re.compile(r"</[A-Za-z][\w-]{0,30}>")
