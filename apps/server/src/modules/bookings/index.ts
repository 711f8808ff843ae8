export { confirmSeats, holdSeats, releaseSeats, type SeatsWanted, seatAgain, seatsHeldByCart } from './booking-store.ts'
