"""
Celery's connections to Redis, made to come back by themselves whatever the network did.

A connection that died half-open is found by kombu and made anew, but what kombu counts stayed wrong: where the
acknowledgement of a message was lost with it, the message held its place for ever, and a worker with as many such as
processes took nothing any more, alive as it was (kombu 5.7.0, QoS.ack of its Redis transport).
"""

from typing import Any

from celery.app.amqp import AMQP
from kombu import Connection
from kombu.transport import redis, virtual


class Places(redis.QoS):
    """The messages that a worker has taken; it takes no more than it has places."""

    def ack(self, delivery_tag: str) -> None:
        """A message that Redis could not be told of comes again in an hour; its place is free at once."""
        try:
            super().ack(delivery_tag)
        except self.channel.connection_errors:  # type: ignore[attr-defined]  # of its transport
            virtual.QoS.ack(self, delivery_tag)
            raise

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:  # noqa: FBT001, FBT002  kombu's own
        """So it is with one that is given back."""
        try:
            super().reject(delivery_tag, requeue=requeue)
        except self.channel.connection_errors:  # type: ignore[attr-defined]  # of its transport
            virtual.QoS.ack(self, delivery_tag)
            raise


class Channel(redis.Channel):
    """A channel that counts so."""

    QoS = Places


class Transport(redis.Transport):
    """The transport of such channels."""

    Channel = Channel


class Patient(Connection):
    """Asks for a broker that is away every few seconds; Celery's own waits grow to half a minute."""

    def ensure_connection(self, *arguments: Any, **wishes: Any) -> Any:
        patience = {"interval_start": 1, "interval_step": 1, "interval_max": 4}
        return super().ensure_connection(*arguments, **(patience | wishes))

    def get_transport_cls(self) -> Any:
        found = super().get_transport_cls()
        return Transport if found is redis.Transport else found


class Broker(AMQP):
    """Celery's broker, over such connections."""

    Connection = Patient
