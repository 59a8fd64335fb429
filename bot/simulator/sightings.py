"""What a phone shows: messages, buttons and toasts, as frozen values."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """One button of an inline keyboard; `data` is None for a link."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class Toast:
    """The answer to a press: a short notice, or an alert which must be closed; often empty."""

    query_id: str
    message_id: int
    data: str
    text: str
    alert: bool


@dataclass(frozen=True)
class ChatMessage:
    """One message as it stands on the phone; `text` is the caption where there is a file, `date` Unix seconds."""

    id: int
    text: str
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    document_name: str | None
    date: int
    edited: bool
    silent: bool
    from_bot: bool
    kind: str
    file_url: str | None
    file_size: int | None
    reply_to: int | None
    album: str | None
    seq: int

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, row by row."""
        return [button.label for row in self.buttons for button in row]

    def holds(self, fragment: str) -> bool:
        """Tell whether text or name of the document contains `fragment`."""
        return fragment in self.text or fragment in (self.document_name or "")

    def __str__(self) -> str:
        name = f" 📎 {self.document_name}" if self.document_name else ""
        buttons = "".join(f" [{label}]" for label in self.labels)
        return f"#{self.id}{name} {self.text!r}{buttons}"


def message_of(view: dict[str, Any]) -> ChatMessage:
    """Make a message of its description in the control interface."""
    file = view["file"] or {}
    return ChatMessage(
        id=view["id"],
        text=view["text"],
        html=view["html"],
        buttons=tuple(tuple(Button(**button) for button in row) for row in view["buttons"]),
        document_name=file.get("name"),
        date=view["date"],
        edited=view["edited"],
        silent=view["silent"],
        from_bot=view["from_bot"],
        kind=view["kind"],
        file_url=file.get("url"),
        file_size=file.get("size"),
        reply_to=view["reply_to"],
        album=view["album"],
        seq=view["seq"],
    )


def toast_of(query: dict[str, Any]) -> Toast:
    """Make a toast of an answered press."""
    answer = query["answer"]
    return Toast(query["id"], query["message_id"], query["data"], answer["text"], answer["show_alert"])
