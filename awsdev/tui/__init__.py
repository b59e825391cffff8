"""The browser: topics, rules and scaffolds on a terminal, to walk through.

Pages are drawn by `awsdev.notes.terminal`, as `awsdev show` draws them, and not by Textual's own
Markdown widget. That makes a widget of each block, so a find could not colour a hit that goes over
two, and it knows neither callouts nor drawings. Lines of styled text keep a drawing on its grid,
break code and tables as the project's other pages do, and give every character a cell, so that a
hit, a link, a heading and an example each have a place to go to.
"""
