"""What the fakes share: who wrote what, what the bot said, and which fault is being played."""

import asyncio
import itertools
import sys
import time

ANSWER = "HATCHTEST answer from the fake model"


class Trial:
    def __init__(self):
        self.said = []  # what the bot sent to people: {channel, to, text}
        self.asked = []  # what reached a model: {provider, model, key}
        self.faults = {}  # channel -> name of the fault
        self.ids = itertools.count(1000)
        self.port = 0

    def bot_said(self, channel: str, to: str, text: str):
        self.said.append({"channel": channel, "to": to, "text": text})

    def note(self, text: str):
        print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Inbox:
    """Updates in order, with a way to wait for the next."""

    def __init__(self):
        self.items, self.more = [], asyncio.Event()

    def put(self, item):
        self.items.append(item)
        self.more.set()

    async def wait(self, seconds: float):
        self.more.clear()
        try:
            await asyncio.wait_for(self.more.wait(), seconds)
        except asyncio.TimeoutError:
            pass
