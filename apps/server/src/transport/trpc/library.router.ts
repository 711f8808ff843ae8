import {
  DownloadLink,
  Library,
  OpenCourseInput,
  OpenDownloadInput,
  OpenedCourse,
} from '@cashwrap/shared/contracts/library'
import { listLibrary, openCourse, openDownload } from '../../modules/access/index.ts'
import { buyerProcedure, NoInput, publicProcedure, router } from './trpc.ts'

export const libraryRouter = router({
  list: buyerProcedure
    .input(NoInput)
    .output(Library)
    .query(({ ctx }) => ctx.run(listLibrary, undefined)),
  openCourse: publicProcedure
    .input(OpenCourseInput)
    .output(OpenedCourse)
    .query(({ ctx, input }) => ctx.run(openCourse, input)),
  openDownload: buyerProcedure
    .input(OpenDownloadInput)
    .output(DownloadLink)
    .mutation(({ ctx, input }) => ctx.run(openDownload, input)),
})
