"""Operations on messages: mails and their answers, the outbox, notices and their acknowledgement."""
