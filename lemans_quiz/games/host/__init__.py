"""The room: every pupil answers on a device, by a card or by the teacher's keys, in one game on the teacher's laptop."""
