"""The proxy as the hub sees it: started again as often as it is killed, but not while the room ends."""

from __future__ import annotations

from jupyterhub.proxy import ConfigurableHTTPProxy


class HubProxy(ConfigurableHTTPProxy):  # type: ignore[misc]
    """JupyterHub's own, which starts a proxy that nobody ends if it was just starting one as the hub ends (6.1)."""

    stopped = False

    async def check_running(self) -> None:
        """Start it again if it has ended. Raises what ``start`` raises; the hub asks again after some seconds."""
        if self.stopped:
            return
        await super().check_running()
        if self.stopped:
            self.stop()  # ``start`` has begun another watch meanwhile

    def stop(self) -> None:
        self.stopped = True
        super().stop()
