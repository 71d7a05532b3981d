"""What may be the matter with a place at a reception."""

from api.core.errors import Conflict, Invalid, TooMany


class BookingIdTaken(Conflict):
    title = "This id belongs to another booking; make a new one"


class BookingCancelled(Conflict):
    title = "This place was given back already; take a new one"


class BookingTooLate(Conflict):
    title = "The reception has begun, so no place is booked any more; come and wait your turn"


class NotReceivingThen(Conflict):
    title = "This reception does not take place or is over; look at the schedule for another day"


class NotBookedHere(Conflict):
    title = "This reception takes no bookings; come on that day and wait your turn"


class ReceptionFull(Conflict):
    title = "All places of this day are taken; take another day, or come and wait your turn"


class FewerThanBooked(Conflict):
    title = "More people than that have booked already; leave at least so many places"


class TooManyBookings(TooMany):
    title = "Too many places were booked from here in a short time; please wait a while"


class PlaceTaken(Conflict):
    title = "Somebody else has this time by now; choose another one"


class BookedAlready(Conflict):
    title = "You have a place on this day already; give it back before you take another one"


class TimesAreTaken(Conflict):
    title = "People have booked the times there are; how long each place is stays as it is"


class TooLittleTime(Invalid):
    title = "The reception is over before so many places of so many minutes; offer fewer"


class WhoAndWhat(Invalid):
    title = "Say your name and what kind of matter it is"


class NothingOfTheMatter(Invalid):
    title = "Here nobody is asked why they come; leave out what it is about"
