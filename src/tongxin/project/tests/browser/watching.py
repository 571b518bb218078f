"""What a browser complains about: errors of scripts, content refused by the policy, broken parts, server errors."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Response

LOADED = (
    "Failed to load resource"  # said of every 4xx, which tests provoke; parts are watched by their answers
)


@dataclass
class Watch:
    troubles: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(LOADED):
            self.troubles.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _answered(self, response: Response) -> None:
        part = response.request.resource_type in ("stylesheet", "script", "image", "font")
        if response.status >= 500 or (part and response.status >= 400):
            self.troubles.append(f"{response.status} {response.url}")
