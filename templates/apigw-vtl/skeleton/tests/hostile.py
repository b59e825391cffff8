"""Texts that break what is not escaped."""

TEXTS = {
    "apostrophe": "O'Neil",
    "quote": 'say "hi"',
    "backslash": "C:\\orders\\",
    "backslash and apostrophe": "\\'",
    "fields of the caller's own": '", "isAdmin": "yes',
    "another action": '"}}, "TableName": "secrets", "x": {"y": {"z": "',
    "line ends": "one\r\ntwo\u2028three",
    "control characters": "\x00\t\x1f",
    "markup": "</script><b>&amp;",
    "a reference": "$context.identity.userArn ${util} $!input.body",
    "a directive": "#set($id = 1) #if(true) #end ## *# #[[ ]]#",
    "other scripts": "종이 클립 📎 \ud55c",
    "JSON": '{"sku": "A"}',
}
