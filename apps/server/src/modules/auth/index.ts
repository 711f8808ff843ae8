export { type Actor, type ActorUser, isStaff, systemActor } from './domain/actor.ts'
