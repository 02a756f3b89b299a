"""The instruments of the made matter: limits that are laid down for hold rooms, and six months."""

HOLD_ROOMS = """\
instrument: hold-rooms
title: The longest stay in a hold room, 12 hours, then 72, then 12 again
citation: ICE directive 11087.2; memorandum of 24 June 2025; Pablo Sequen v. Albarran (N.D. Cal. June 2026)
zone: America/New_York
protects: TRUE
clauses:
  - id: twelve-hours-before
    means: Twelve hours, until the memorandum of 24 June 2025.
    in_force: {until: 2025-06-24}
    limits: custody.place.kind = 'hold_room'
    to: PT12H
    per: stint
  - id: seventy-two-hours
    means: Seventy-two hours, from the memorandum until a court vacated it.
    in_force: {from: 2025-06-24, until: 2026-06-23}
    limits: custody.place.kind = 'hold_room'
    to: PT72H
    per: stint
  - id: twelve-hours-again
    means: Twelve hours, since the memorandum was vacated.
    in_force: {from: 2026-06-23}
    limits: custody.place.kind = 'hold_room'
    to: PT12H
    per: stint
verified_on: 2026-06-24
"""
TWELVE_HOURS = """\
instrument: twelve-hours-throughout
title: The longest stay in a hold room, were it 12 hours throughout
citation: ICE directive 11087.2
zone: America/New_York
protects: TRUE
clauses:
  - id: twelve-hours
    means: Twelve hours, the memorandum of 24 June 2025 left out.
    limits: custody.place.kind = 'hold_room'
    to: PT12H
    per: stint
verified_on: 2026-06-24
"""
