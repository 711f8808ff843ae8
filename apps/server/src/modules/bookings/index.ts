export {
  confirmSeats,
  giveBackSeats,
  holdSeats,
  releaseSeats,
  type SeatsWanted,
  seatAgain,
  seatsHeldFor,
} from './booking-store.ts'
