export { confirmSeats, holdSeats, releaseSeats, type SeatsWanted, seatAgain, seatsHeldFor } from './booking-store.ts'
