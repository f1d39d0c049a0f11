"""Telegram's Bot API: long polling in, messages out. Faults: `revoked` (401) and `conflict` (a second poller)."""

import time

from trial import Inbox
from wire import Answer, Request

BOT = {"id": 4242, "is_bot": True, "first_name": "HATCHTEST", "username": "hatchtest_bot"}


class Telegram:
    def __init__(self, trial):
        self.trial, self.inbox = trial, Inbox()

    async def answer(self, request: Request) -> Answer:
        method = request.path.rsplit("/", 1)[-1]
        fields = request.fields() if request.body else request.query
        if self.trial.faults.get("telegram") == "revoked":
            return Answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        if method != "getUpdates":
            self.trial.note(f"telegram {method}")
        match method:
            case "getMe":
                return _ok(BOT)
            case "getWebhookInfo":
                return _ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0})
            case "getUpdates":
                return await self._updates(int(fields.get("offset") or 0), float(fields.get("timeout") or 0))
            case "sendMessage" | "editMessageText":
                self.trial.bot_said("telegram", str(fields["chat_id"]), fields["text"])
                chat = {"id": int(fields["chat_id"]), "type": "private"}
                message = {"message_id": next(self.trial.ids), "date": int(time.time()), "chat": chat, "from": BOT}
                return _ok({**message, "text": fields["text"]})
            case "getMyCommands":
                return _ok([])
            case _:
                return _ok(True)

    async def _updates(self, offset: int, timeout: float) -> Answer:
        if self.trial.faults.get("telegram") == "conflict":
            text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            return Answer(409, {"ok": False, "error_code": 409, "description": text})
        if not self._after(offset):
            await self.inbox.wait(timeout)
        return _ok(self._after(offset))

    def _after(self, offset: int) -> list:
        return [update for update in self.inbox.items if update["update_id"] >= offset]

    async def say(self, who: str, text: str, where: str):
        n, person = next(self.trial.ids), {"id": int(who), "is_bot": False, "first_name": "Person"}
        chat = {"id": int(who), "type": "private", "first_name": "Person"}
        if where != "dm":
            chat = {"id": -1001234567890, "type": "supergroup", "title": "A group"}
        message = {"message_id": n, "date": int(time.time()), "chat": chat, "from": person, "text": text}
        if where == "mention":
            message["text"] = f"@{BOT['username']} {text}"
            message["entities"] = [{"type": "mention", "offset": 0, "length": len(BOT["username"]) + 1}]
        self.inbox.put({"update_id": n, "message": message})


def _ok(result) -> Answer:
    return Answer(200, {"ok": True, "result": result})
