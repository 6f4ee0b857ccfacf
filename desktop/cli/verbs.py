"""Every verb of the command line; the parser and the README's test iterate over them."""

from __future__ import annotations

from desktop.cli.backing_up import Backup
from desktop.cli.copying import Copy, Unpack
from desktop.cli.finding import List, Search, Show
from desktop.cli.keeping import New, Verify
from desktop.cli.moving import Export, Formats, Import
from desktop.cli.opening import Open
from desktop.cli.people import People
from desktop.cli.rebuilding import Rebuild
from desktop.cli.remembering import History
from desktop.cli.verb import Verb
from desktop.cli.watching import Stats, Viewings

VERBS: tuple[Verb, ...] = (
    Open(),
    New(),
    List(),
    Search(),
    Show(),
    People(),
    History(),
    Viewings(),
    Stats(),
    Export(),
    Import(),
    Backup(),
    Copy(),
    Unpack(),
    Verify(),
    Rebuild(),
    Formats(),
)
"""In the order of the help."""

WITH_QUERY = frozenset({List.name, Search.name, People.name})
"""The verbs that take a query, whose words may begin with a dash."""
