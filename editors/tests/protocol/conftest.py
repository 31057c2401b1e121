import pytest_asyncio
from editor import Editor, pushed


@pytest_asyncio.fixture
async def start(tmp_path):
    """Starts editors in the folder of the test, each with a server of its own."""
    editors = []

    async def start(can=None, files=None, **more) -> Editor:
        editor = await Editor.start(tmp_path, can or pushed(), files, **more)
        editors.append(editor)
        return editor

    yield start
    for editor in editors:
        if editor.client._server.returncode is None:
            assert await editor.stop() == 0

