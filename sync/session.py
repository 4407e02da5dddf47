"""The sync round: pull, settle, append, and reconcile where the log took another path (SPEC §8.5-8.8).

Pure: the caller sends the requests, waits, and keeps two rounds of one device from running at once
(a Web Lock in the browser). A round may be abandoned at any effect; the next one takes up from the store.
"""

from collections.abc import Generator
from dataclasses import dataclass

from sync import notice
from sync.append import append
from sync.calls import Acknowledged, Changed, Effect, Request, Response, Stopped, Wait
from sync.device import Device, Diverged
from sync.notice import Healed
from sync.pull import pull
from sync.reconcile import reconcile, too_soon
from sync.settle import Findings, settle
from sync.store import FullError

__all__ = [
    "Acknowledged",
    "Changed",
    "Device",
    "Effect",
    "Findings",
    "Outcome",
    "Request",
    "Response",
    "Wait",
    "run_round",
]


@dataclass(frozen=True)
class Outcome:
    """How a round ended, for the interface (SPEC §8.8).

    state: `up_to_date` or `pending` when the round went through; else `offline`, `signed_out`,
    `needs_passphrase`, `refused`, `full`, `update_needed` or `pending`. reason: a short code.
    pending: objects the server has yet to hear of. findings: what stays behind and why. healed: a
    notice nobody has read yet. retry_after_s: how long the server asked to be left alone, else 0.
    """

    state: str
    reason: str
    pending: int
    findings: Findings
    healed: Healed | None
    retry_after_s: int = 0


def run_round(
    device: Device, now_s: int, *, asked: bool = False, send: bool = True
) -> Generator[Effect, Response | None, Outcome]:
    """One round: afterwards this device and the server agree, or the outcome says why not.

    now_s: UTC seconds; decides only whether the last reconcile was less than 24 hours ago. asked: the
    person wants this round, so a reconcile may happen even then. send: False only looks and stores,
    for showing what a server has before it is adopted (SPEC §9.3, J3).
    """
    findings = Findings()
    stopped = Stopped("")
    try:
        yield from _exchange_or_reconcile(device, findings, now_s, asked, send)
    except Diverged as split:
        stopped = Stopped("refused", split.reason)
    except Stopped as why:
        stopped = why
    except FullError:
        stopped = Stopped("full", "device")
    pending = len(device.store.dirty())
    healed = notice.load(device.store)
    return Outcome(
        stopped.state or ("pending" if pending else "up_to_date"),
        stopped.reason,
        pending,
        findings,
        None if healed is None or healed.read else healed,
        stopped.retry_after_s,
    )


def _exchange_or_reconcile(
    device: Device, findings: Findings, now_s: int, asked: bool, send: bool
) -> Generator[Effect, Response | None, None]:
    try:
        yield from _exchange(device, findings, send)
    except Diverged as split:
        known = device.store.floor() is not None and split.expected is None
        if known and not asked and too_soon(device.store, now_s):
            raise
        yield from reconcile(device, now_s, split.expected)
        yield from _exchange(device, findings, send)


def _exchange(device: Device, findings: Findings, send: bool) -> Generator[Effect, Response | None, None]:
    if device.floor().head.epoch not in device.keys:
        raise Stopped("needs_passphrase", "epoch")
    findings.replace((yield from settle(device)))
    lacking = set(findings.missing)
    taken = (yield from append(device, findings)) if send else 0
    if taken and not findings.missing:
        return
    # A successful append proves that nothing else is new; without one, or with something missing, look.
    yield from pull(device)
    findings.replace((yield from settle(device)))
    if findings.missing - lacking:
        yield from pull(device)
        findings.replace((yield from settle(device)))
    if send:
        yield from append(device, findings)
