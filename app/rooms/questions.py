"""Questions of images that wait for the moment at which they are best answered."""

from __future__ import annotations

from collections.abc import Callable

from app.frames import Spotlight
from app.rooms.answers import Answers, no_answer
from app.rooms.beside import Beside
from app.rooms.commands import AnyQuestion, Mistakes, NetworkQuestion, Samples
from app.rooms.inspections import SendMessage
from app.training import Trainer
from app.training.inspection import ParameterHistory


class Questions:
    """What viewers have asked of the room's own network, or of the one beside it."""

    def __init__(self, send: SendMessage) -> None:
        self._send = send
        self._waiting: dict[tuple[int, str], AnyQuestion] = {}
        self._beside: tuple[Beside, Answers] | None = None

    def __bool__(self) -> bool:
        """Whether any waits."""
        return bool(self._waiting)

    def look_at(self, trainer: Trainer) -> None:
        """From now on answer of this trainer's present network."""
        self._trainer, self._answers = trainer, Answers(trainer)

    def look_beside(self, beside: Beside | None) -> None:
        """From now on answer of this run, too."""
        self._beside = None if beside is None else (beside, Answers(beside.trainer))

    def ask(self, question: AnyQuestion, asker: int) -> None:
        """Answer a viewer when its time has come; of several of a kind only the newest."""
        self._waiting[asker, question.type] = question

    def answer(
        self, sample_of: Callable[[int], Spotlight], past: ParameterHistory, *, playing: bool
    ) -> None:
        """Answer what can be answered at this moment.

        Args:
            sample_of: the sample that a viewer follows.
            past: how the parameters of the room's own run came to be what they are.
            playing: whether a later moment comes by itself, at which samples were measured.
        """
        questions, self._waiting = self._waiting, {}
        for (asker, kind), question in questions.items():
            trainer, answers, own_past = self._trainer, self._answers, past
            if isinstance(question, NetworkQuestion) and question.beside:
                if self._beside is None:
                    self._send(no_answer(question, trainer.steps, sample_of(asker)), asker)
                    continue
                beside, answers = self._beside
                trainer, own_past = beside.trainer, beside.past
            if playing and not trainer.measured and isinstance(question, Samples | Mistakes):
                self._waiting[asker, kind] = question
                continue
            self._send(answers.to(question, sample_of(asker), own_past), asker)
