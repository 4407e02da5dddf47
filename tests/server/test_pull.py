"""GET /v1/log: pages of whole commits, the chain, nothing new (SPEC 8.6)."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crypto.encoding import b64
from sync import feed
from sync.state import HEAD_BYTES, Head
from tests.server.device import STREAM, Device, Pulled, envelope


def grown(device: Device, commits: int) -> list[list[bytes]]:
    """Append this many commits of two records and a blob part; the ids of each."""
    return [device.put(envelope(), envelope(), envelope(kind=2)) for _ in range(commits)]


def test_an_empty_log_is_its_head(device: Device) -> None:
    """A first pull shows the head of the registration."""
    page = device.pull(after=0, chain=1)

    assert (page.kinds, page.end) == ("HE", (1, False))


def test_objects_come_in_the_order_of_commits_and_ids(device: Device) -> None:
    """Ordered by (seq, id), then the current head, then the end."""
    ids = grown(device, 3)

    page = device.pull(bodies=0)

    assert page.kinds == "R" * 9 + "HE"
    assert [row[1:17] for row, _ in page.rows] == [key for commit in ids for key in commit]
    assert page.end == (4, False)


def test_bodies_are_sent_for_records_only(device: Device) -> None:
    """With bodies=1 records are I frames, blob parts stay R frames with the size as a hint."""
    device.put(envelope(payload=2048), envelope(kind=2, payload=4096))

    page = device.pull(bodies=1)

    assert sorted(page.kinds) == sorted("IRHE")
    assert len(next(iter(page.items.values()))) == 2136
    assert int.from_bytes(page.rows[0][1], "big") == 4184


def test_a_pull_starts_after_the_commit_it_names(device: Device) -> None:
    """Only what came later."""
    ids = grown(device, 4)

    page = device.pull(after=3, bodies=0)

    assert [row[1:17] for row, _ in page.rows] == [*ids[2], *ids[3]]


def test_an_object_that_changed_again_moves_to_its_last_commit(device: Device) -> None:
    """It comes once, after everything older."""
    ids = grown(device, 2)
    moved = ids[0][0]
    device.post(device.commit({moved: envelope()}))

    page = device.pull(bodies=0)

    assert [row[1:17] for row, _ in page.rows] == [*ids[0][1:], *ids[1], moved]


def test_the_chain_links_every_head(device: Device) -> None:
    """With chain=1 the heads after the named one come first, the current one last, each on its parent."""
    grown(device, 5)

    page = device.pull(after=2, chain=1, bodies=0)

    heads = [Head.decode(data[:HEAD_BYTES]) for data in page.heads]
    assert [head.n for head in heads] == [3, 4, 5, 6]
    assert page.kinds == "HHH" + "R" * 12 + "HE"
    for before, head in itertools.pairwise(heads):
        head.check_follows(before)
    assert heads[-1].id == device.head.id


@pytest.mark.parametrize("after", [3, 4, 2**53 - 1])
def test_a_pull_from_the_end_or_beyond_it_is_the_current_head(device: Device, after: int) -> None:
    """The device sees how far the log really goes."""
    grown(device, 2)

    page = device.pull(after=after, chain=1)

    assert (page.kinds, page.end) == ("HE", (3, False))


def test_with_the_current_etag_nothing_is_sent(device: Device) -> None:
    """304 for the quoted, the plain and the weak form, an empty body, the same ETag."""
    device.put(envelope())
    etag = device.send("GET", "/v1/log").headers["ETag"]
    assert etag == f'"{b64(device.head.id)}"'

    for sent in (etag, etag.strip('"'), f"W/{etag}"):
        response = device.send("GET", "/v1/log?after=2&chain=1&bodies=1", headers={"If-None-Match": sent})
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == etag


def test_with_an_old_etag_the_page_is_sent(device: Device) -> None:
    """An ETag names one state."""
    old = device.send("GET", "/v1/log").headers["ETag"]
    device.put(envelope())

    response = device.send("GET", "/v1/log?bodies=1", headers={"If-None-Match": old})

    assert (response.status_code, Pulled(response.data).kinds) == (200, "IHE")


def test_a_long_log_comes_in_pages_of_whole_commits(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages meet without a gap, no commit is cut, the head comes on the last one alone."""
    monkeypatch.setattr(feed, "PAGE_ROWS", 7)
    ids = grown(device, 6)

    pages, after = [], 0
    while not pages or pages[-1].end.more:
        pages.append(device.pull(after=after, chain=1, bodies=0))
        assert pages[-1].end.n > after
        after = pages[-1].end.n

    assert [page.end.n for page in pages] == [3, 5, 7]
    assert [row[1:17] for page in pages for row, _ in page.rows] == [key for c in ids for key in c]
    assert [Head.decode(data[:96]).n for page in pages for data in page.heads] == [1, 2, 3, 4, 5, 6, 7]
    assert all(page.kinds[-2] != "H" for page in pages[:-1])


def test_a_page_holds_sixteen_mebibytes(device: Device) -> None:
    """Five commits of 4 MiB make two pages."""
    for _ in range(5):
        device.put(*(envelope(payload=2**20) for _ in range(3)), envelope(payload=2**19))

    first = device.pull()
    second = device.pull(after=first.end.n)

    assert (first.end.more, second.end.more) == (True, False)
    assert 12 * 2**20 < sum(map(len, first.items.values())) <= 16 * 2**20
    assert len(first.items) + len(second.items) == 20


def test_what_changes_between_two_pages_comes_again(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last page leaves the reader with exactly the state of its head."""
    monkeypatch.setattr(feed, "PAGE_ROWS", 3)
    ids = grown(device, 2)
    first = device.pull(bodies=0)
    device.post(device.commit({ids[0][0]: envelope(), ids[1][0]: None}))

    rows = {row[1:17]: row for row, _ in first.rows}
    after, more = first.end.n, True
    while more:
        page = device.pull(after=after, bodies=0)
        rows.update({row[1:17]: row for row, _ in page.rows})
        after, more = page.end

    assert sorted(rows.values(), key=lambda row: row[1:17]) == list(device.rows)


def test_the_reply_says_how_long_it_is(device: Device) -> None:
    """Content-Length is known before the first byte, whatever was asked for."""
    grown(device, 3)
    device.post(device.commit({device.put(envelope())[0]: None}))

    for after in (0, 2, 5, 9):
        for chain in (0, 1):
            for bodies in (0, 1):
                response = device.send("GET", f"/v1/log?after={after}&chain={chain}&bodies={bodies}")
                assert int(response.headers["Content-Length"]) == len(response.data)
                assert response.mimetype == STREAM


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "after=",
        "after=1.0",
        f"after={2**53}",
        "after=%D9%A1",
        "chain=2",
        "bodies=yes",
        "n=1",
    ],
)
def test_a_malformed_query_is_a_bad_request(device: Device, query: str) -> None:
    """Numbers are ASCII digits in range; unknown names are refused."""
    response = device.send("GET", f"/v1/log?{query}")

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


def test_accounts_do_not_see_each_other(device: Device, client: FlaskClient) -> None:
    """A page holds the objects of one account."""
    other = Device(client, login="other")
    other.register()
    other.put(envelope())
    device.put(envelope(), envelope())

    assert (len(device.pull().items), len(other.pull().items)) == (2, 1)


def test_a_reply_nobody_reads_gives_its_connection_back(
    make_app: Callable[..., Flask],
) -> None:
    """Many pulls that are dropped at once leave the pool as it was."""
    app = make_app()
    device = Device(app.test_client())
    device.register()
    device.put(*(envelope() for _ in range(300)))
    pool = app.extensions["selfward.db"].engine.pool

    for _ in range(40):
        response = device.send("GET", "/v1/log?bodies=1", buffered=False)
        response.close()

    assert pool.checkedout() == 0


def test_objects_are_fetched_in_the_order_asked(device: Device) -> None:
    """Records and blob parts alike, each once; unknown ids and voids are left out."""
    sealed = {os.urandom(16): envelope(kind=kind) for kind in (1, 2, 1)}
    device.post(device.commit({**sealed}))
    ids = list(sealed)
    device.post(device.commit({ids[2]: None}))

    body = b"".join([ids[1], os.urandom(16), ids[0], ids[2], ids[1]])
    response = device.send("POST", "/v1/objects", data=body, content_type=STREAM)

    found = Pulled(response.data)
    assert list(found.items.items()) == [(ids[1], sealed[ids[1]]), (ids[0], sealed[ids[0]])]
    assert (found.kinds, found.end) == ("IIE", (3, False))
    assert int(response.headers["Content-Length"]) == len(response.data)


def test_a_reply_of_objects_is_cut_at_sixteen_mebibytes(device: Device) -> None:
    """more = 1 says that the rest may be asked for."""
    ids = []
    for _ in range(6):
        ids += device.put(*(envelope(kind=2, payload=2**20) for _ in range(3)))

    response = device.send("POST", "/v1/objects", data=b"".join(ids), content_type=STREAM)

    found = Pulled(response.data)
    assert list(found.items) == ids[:15]
    assert found.end.more


@pytest.mark.parametrize(
    ("size", "code"), [(15, "bad_request"), (17, "bad_request"), (16 * 1025, "too_large")]
)
def test_a_malformed_list_of_ids_is_refused(device: Device, size: int, code: str) -> None:
    """Ids are 16 bytes each, at most 1 024."""
    response = device.send("POST", "/v1/objects", data=bytes(size), content_type=STREAM)

    assert response.get_json()["code"] == code


def test_no_ids_is_an_empty_reply(device: Device) -> None:
    """Nothing asked, nothing sent."""
    response = device.send("POST", "/v1/objects", data=b"", content_type=STREAM)

    assert Pulled(response.data).kinds == "E"


def test_objects_of_another_account_are_unknown(device: Device, client: FlaskClient) -> None:
    """An id alone opens nothing."""
    other = Device(client, login="other")
    other.register()
    (theirs,) = other.put(envelope())

    response = device.send("POST", "/v1/objects", data=theirs, content_type=STREAM)

    assert Pulled(response.data).kinds == "E"
