/** As written, as spoken, and what it says. */
const WORDS: readonly (readonly [written: string, spoken: string, meaning: string])[] = [
  ['剣玉', 'kendama', 'sword and ball: the whole toy'],
  ['剣', 'ken', 'sword: the stick with its cups'],
  ['玉', 'tama', 'ball'],
  ['糸', 'ito', 'string'],
  ['皿胴', 'sarado', 'the crosspiece with two cups'],
  ['大皿', 'ozara', 'big dish: the big cup'],
  ['小皿', 'kozara', 'small dish: the small cup'],
  ['中皿', 'chuzara', 'middle dish: the base cup'],
  ['けん先', 'kensaki', 'tip of the sword: the spike'],
  ['穴', 'ana', 'hole'],
  ['すべり止め', 'suberidome', 'what stops it slipping: the shoulder of the stick below the spike'],
  ['とめけん', 'tomeken', 'the stopped sword: pull up and spike'],
  ['ふりけん', 'furiken', 'the swung sword: swing spike'],
  ['飛行機', 'hikoki', 'airplane'],
  ['日本一周', 'nihon isshu', 'once around Japan: small cup, big cup, spike'],
  ['世界一周', 'sekai isshu', 'once around the world: small, big and base cup, then spike'],
  ['灯台', 'todai', 'lighthouse'],
  ['ろうそく', 'rosoku', 'candle'],
  ['もしかめ', 'moshikame', 'first words of a song about a hare and a tortoise: big cup and base cup in turn'],
  ['うぐいす', 'uguisu', 'bush warbler: the ball balanced between the big cup’s rim and the stick'],
  ['はねけん', 'haneken', 'the leaping sword: jumping stick'],
  ['地球まわし', 'chikyu mawashi', 'turning the globe: spike, turn the ball in the air, spike again'],
  ['さか落とし', 'sakaotoshi', 'falling upside down: from the lighthouse over into the hole'],
  ['宇宙一周', 'uchu isshu', 'once around space'],
  ['円月殺法', 'engetsu sappo', 'full-moon cut: a turn of the stick under a held ball'],
  ['つるし', 'tsurushi', 'hanging'],
  ['村一周', 'mura isshu', 'once around the village'],
  ['県一周', 'ken isshu', 'once around the prefecture'],
  ['級', 'kyu', 'a grade on the way up, ten to one'],
  ['段', 'dan', 'a grade after that, one and higher'],
]

export const wordListMarkdown = (): Buffer =>
  Buffer.from(
    `# Trick names in Japanese\n\nMade for a demo shop; the words are real. Long vowels are written short.\n\n| written | spoken | what it says |\n|---|---|---|\n${WORDS.map((word) => `| ${word.join(' | ')} |`).join('\n')}\n`,
  )

/** With a byte-order mark, by which spreadsheets know it is UTF-8. */
export const wordListSheet = (): Buffer =>
  Buffer.from(
    `\uFEFFwritten,spoken,meaning\r\n${WORDS.map((word) => word.map((text) => `"${text}"`).join(',')).join('\r\n')}\r\n`,
  )
