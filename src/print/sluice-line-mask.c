/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-line-mask.h"

#include <string.h>

#if defined (__x86_64__)
#include <immintrin.h>
#elif defined (__aarch64__) && defined (__ARM_NEON)
#include <arm_neon.h>
#endif

/*
 * Finds lines, 64 bytes at a time: the one loop of Sluice that every byte of
 * every print file passes. Each engine has a word of 64 bytes, in parts, and
 * compares it with one byte; the rest is written once, and compiled for each.
 * Of a comparison each byte has its high bit where it holds, and is 0 elsewhere.
 */

#define INLINE static inline __attribute__ ((always_inline))

/* Eight bytes at once, without any special instruction. */
typedef struct
{
  guint64 parts[8];
} PortableWord;

INLINE PortableWord
equal_portable (const guint8 *data,
                guint8        mask,
                guint8        byte)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  PortableWord word;

  memcpy (word.parts, data, sizeof word.parts);
  for (guint i = 0; i < G_N_ELEMENTS (word.parts); i++)
    {
      guint64 differs = (word.parts[i] & (ones * mask)) ^ (ones * byte);

      word.parts[i] = ~(((differs & low) + low) | differs | low);
    }
  return word;
}

INLINE guint64
mask_portable (PortableWord word)
{
  guint64 mask = 0;

  /* One bit of each byte, then these eight side by side. */
  for (guint i = 0; i < G_N_ELEMENTS (word.parts); i++)
    mask |= ((GUINT64_FROM_LE (word.parts[i]) >> 7) * G_GUINT64_CONSTANT (0x0102040810204080) >> 56) << (8 * i);
  return mask;
}

INLINE PortableWord
tally_portable (PortableWord sums,
                PortableWord word)
{
  for (guint i = 0; i < G_N_ELEMENTS (word.parts); i++)
    sums.parts[i] += word.parts[i] >> 7;
  return sums;
}

/* Of parts that are vectors, which the compiler knows how to compare: then all bits of a byte are set, or none. */
#define DEFINE_VECTOR_WORD(Name, Word, Part, Target)                              \
  typedef Part Part##Anywhere __attribute__ ((aligned (1), may_alias));           \
                                                                                  \
  typedef struct                                                                  \
  {                                                                               \
    Part parts[SLUICE_LINE_WORD / sizeof (Part)];                                 \
  } Word;                                                                         \
                                                                                  \
  Target INLINE Word                                                              \
  equal_##Name (const guint8 *data,                                               \
                guint8        mask,                                               \
                guint8        byte)                                               \
  {                                                                               \
    const Part##Anywhere *parts = (const Part##Anywhere *) data;                  \
    Word word;                                                                    \
                                                                                  \
    for (guint i = 0; i < G_N_ELEMENTS (word.parts); i++)                         \
      word.parts[i] = (Part) ((parts[i] & mask) == byte);                         \
    return word;                                                                  \
  }                                                                               \
                                                                                  \
  Target INLINE Word                                                              \
  tally_##Name (Word sums,                                                        \
                Word word)                                                        \
  {                                                                               \
    for (guint i = 0; i < G_N_ELEMENTS (word.parts); i++)                         \
      sums.parts[i] -= word.parts[i];                                             \
    return sums;                                                                  \
  }

/* Of a long line, or one at the end of the block: so rare that it must not cost the others a register. */
static __attribute__ ((noinline, cold)) gsize
measure_far (const guint8 *line,
             gsize         length)
{
  const guint8 *newline = memchr (line, '\n', length);

  return newline != NULL ? (gsize) (newline + 1 - line) : 0;
}

/* What is counted in each byte has to stay below 256: so many words at once. */
G_STATIC_ASSERT (SLUICE_LINE_STRETCH < 256);

#define DEFINE_ENGINE(Name, Word, Target)                                         \
  Target INLINE Word                                                              \
  both_##Name (Word one,                                                          \
               Word other)                                                        \
  {                                                                               \
    for (guint i = 0; i < G_N_ELEMENTS (one.parts); i++)                          \
      one.parts[i] &= other.parts[i];                                             \
    return one;                                                                   \
  }                                                                               \
                                                                                  \
  Target INLINE Word                                                              \
  without_##Name (Word one,                                                       \
                  Word other)                                                     \
  {                                                                               \
    for (guint i = 0; i < G_N_ELEMENTS (one.parts); i++)                          \
      one.parts[i] &= ~other.parts[i];                                            \
    return one;                                                                   \
  }                                                                               \
                                                                                  \
  Target INLINE guint                                                             \
  sum_##Name (Word sums)                                                          \
  {                                                                               \
    guint8 bytes[SLUICE_LINE_WORD];                                               \
    guint sum = 0;                                                                \
                                                                                  \
    memcpy (bytes, sums.parts, sizeof bytes);                                     \
    for (guint i = 0; i < SLUICE_LINE_WORD; i++)                                  \
      sum += bytes[i];                                                            \
    return sum;                                                                   \
  }                                                                               \
                                                                                  \
  Target INLINE gsize                                                             \
  measure_##Name (const guint8 *line,                                             \
                  gsize         length)                                           \
  {                                                                               \
    guint64 newlines = 0;                                                         \
                                                                                  \
    if (length >= SLUICE_LINE_WORD)                                               \
      newlines = mask_##Name (equal_##Name (line, 0xff, '\n'));                   \
    return newlines != 0 ? (gsize) __builtin_ctzll (newlines) + 1 : measure_far (line, length); \
  }                                                                               \
                                                                                  \
  Target INLINE Word                                                              \
  is_summed_##Name (const guint8 *line)                                           \
  {                                                                               \
    return both_##Name (both_##Name (equal_##Name (line, 0xff, 'G'), equal_##Name (line + 1, 0xfc, '0')), \
                        equal_##Name (line + 2, 0xff, ' '));                      \
  }                                                                               \
                                                                                  \
  Target INLINE guint                                                             \
  find_##Name (SluiceLineBlock *block,                                            \
               gboolean         sums,                                             \
               gsize            at,                                               \
               const guint8    *words,                                            \
               guint            n_words,                                          \
               SluiceLineMark  *out_marks)                                        \
  {                                                                               \
    SluiceLineMark *mark = out_marks;                                             \
    Word counts = { 0 };                                                          \
                                                                                  \
    for (guint i = 0; i < n_words; i++, words += SLUICE_LINE_WORD, at += SLUICE_LINE_WORD) \
      {                                                                           \
        Word newlines = equal_##Name (words, 0xff, '\n');                         \
        Word moves = sums ? is_summed_##Name (words + 1) : equal_##Name (words + 1, 0xff, 'G'); \
                                                                                  \
        counts = tally_##Name (counts, newlines);                                 \
        for (guint64 mask = mask_##Name (without_##Name (newlines, moves)); mask != 0; mask &= mask - 1) \
          {                                                                       \
            gsize line = at + __builtin_ctzll (mask) + 1;                         \
                                                                                  \
            mark->at = line;                                                      \
            mark->length = measure_##Name (block->data + line, block->length - line); \
            mark++;                                                               \
          }                                                                       \
      }                                                                           \
                                                                                  \
    block->n_lines += sum_##Name (counts);                                        \
    return mark - out_marks;                                                      \
  }                                                                               \
                                                                                  \
  Target static guint                                                             \
  find_commands_##Name (SluiceLineBlock *block,                                   \
                        gsize            at,                                      \
                        const guint8    *words,                                   \
                        guint            n_words,                                 \
                        SluiceLineMark  *out_marks)                               \
  {                                                                               \
    return find_##Name (block, FALSE, at, words, n_words, out_marks);             \
  }                                                                               \
                                                                                  \
  Target static guint                                                             \
  find_unsummed_##Name (SluiceLineBlock *block,                                   \
                        gsize            at,                                      \
                        const guint8    *words,                                   \
                        guint            n_words,                                 \
                        SluiceLineMark  *out_marks)                               \
  {                                                                               \
    return find_##Name (block, TRUE, at, words, n_words, out_marks);              \
  }                                                                               \
                                                                                  \
  static const SluiceLineFuncs Name##_funcs = { find_commands_##Name, find_unsummed_##Name };

DEFINE_ENGINE (portable, PortableWord, )

#if defined (__x86_64__) || (defined (__aarch64__) && defined (__ARM_NEON) && G_BYTE_ORDER == G_LITTLE_ENDIAN)

typedef guint8 Bytes16 __attribute__ ((vector_size (16)));

DEFINE_VECTOR_WORD (baseline, BaselineWord, Bytes16, )

#if defined (__x86_64__)

INLINE guint64
mask_baseline (BaselineWord word)
{
  guint64 mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (word.parts); i++)
    mask |= (guint64) (guint32) _mm_movemask_epi8 ((__m128i) word.parts[i]) << (16 * i);
  return mask;
}

#else

/* One bit of each byte, then neighbours added until eight bytes are one. */
INLINE guint64
mask_baseline (BaselineWord word)
{
  const uint8x16_t bits = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128 };
  uint8x16_t first = vpaddq_u8 (vandq_u8 ((uint8x16_t) word.parts[0], bits),
                                vandq_u8 ((uint8x16_t) word.parts[1], bits));
  uint8x16_t second = vpaddq_u8 (vandq_u8 ((uint8x16_t) word.parts[2], bits),
                                 vandq_u8 ((uint8x16_t) word.parts[3], bits));

  first = vpaddq_u8 (first, second);
  return vgetq_lane_u64 (vreinterpretq_u64_u8 (vpaddq_u8 (first, first)), 0);
}

#endif

DEFINE_ENGINE (baseline, BaselineWord, )

#else

#define baseline_funcs portable_funcs

#endif

#if defined (__x86_64__)

#define AVX2 __attribute__ ((target ("avx2,bmi,popcnt")))

typedef guint8 Bytes32 __attribute__ ((vector_size (32)));

DEFINE_VECTOR_WORD (avx2, Avx2Word, Bytes32, AVX2)

AVX2 INLINE guint64
mask_avx2 (Avx2Word word)
{
  return (guint64) (guint32) _mm256_movemask_epi8 ((__m256i) word.parts[0]) |
         (guint64) (guint32) _mm256_movemask_epi8 ((__m256i) word.parts[1]) << 32;
}

DEFINE_ENGINE (avx2, Avx2Word, AVX2)

#endif

/** sluice_line_engine_is_there: whether this processor has what @engine needs. */
gboolean
sluice_line_engine_is_there (SluiceLineEngine engine)
{
#if defined (__x86_64__)
  return engine != SLUICE_LINE_ENGINE_AVX2 ||
         (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("bmi") && __builtin_cpu_supports ("popcnt"));
#else
  return engine != SLUICE_LINE_ENGINE_AVX2;
#endif
}

/** sluice_line_engine_get_best: the fastest that is there. */
SluiceLineEngine
sluice_line_engine_get_best (void)
{
  return sluice_line_engine_is_there (SLUICE_LINE_ENGINE_AVX2) ? SLUICE_LINE_ENGINE_AVX2 : SLUICE_LINE_ENGINE_BASELINE;
}

/** sluice_line_engine_get_funcs: (transfer none): those of @engine, which has to be there. */
const SluiceLineFuncs *
sluice_line_engine_get_funcs (SluiceLineEngine engine)
{
  switch (engine)
    {
#if defined (__x86_64__)
    case SLUICE_LINE_ENGINE_AVX2:
      return &avx2_funcs;
#else
    case SLUICE_LINE_ENGINE_AVX2:
#endif
    case SLUICE_LINE_ENGINE_BASELINE:
      return &baseline_funcs;
    case SLUICE_LINE_ENGINE_PORTABLE:
    default:
      return &portable_funcs;
    }
}
