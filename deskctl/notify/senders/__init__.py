"""The outgoing channels: SMTP, robots of chat services, webhooks, commands; each interprets the peer's answer."""
