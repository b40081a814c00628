/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gcode-reader.h"

#include <stdlib.h>

/*
 * bench-print ENGINE sum|split FILE: the process record of plain G-code, with
 * lines found in a way that the processor would not choose itself, and with
 * extrusion summed though the file states what it uses.
 */

static SluiceLineEngine
parse_engine (const char *name)
{
  if (g_str_equal (name, "portable"))
    return SLUICE_LINE_ENGINE_PORTABLE;
  if (g_str_equal (name, "baseline"))
    return SLUICE_LINE_ENGINE_BASELINE;
  return sluice_line_engine_get_best ();
}

static gboolean
read_file (SluiceByteSource  *source,
           SluiceGcodeReader *reader,
           SluiceLineEngine   engine,
           GError           **error)
{
  const guint8 *data;
  gssize got;

  sluice_gcode_reader_set_engine (reader, engine);
  while ((got = sluice_byte_source_next (source, &data, error)) > 0)
    sluice_gcode_reader_feed (reader, data, got);

  sluice_gcode_reader_finish (reader);
  return got == 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new ("gcode");
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, tally);
  g_autoptr(SluiceByteSource) source = NULL;
  g_autoptr(SluiceProcessRecord) record = NULL;
  g_autoptr(GBytes) json = NULL;
  g_autoptr(GError) error = NULL;

  if (argc != 4)
    return EXIT_FAILURE;

  if (g_str_equal (argv[2], "sum"))
    sluice_gcode_reader_sum_extrusion (reader);
  source = sluice_byte_source_new (argv[3], NULL, NULL, NULL, NULL, NULL, &error);
  if (source == NULL || !read_file (source, reader, parse_engine (argv[1]), &error))
    {
      g_printerr ("bench-print: %s\n", error->message);
      return EXIT_FAILURE;
    }

  record = sluice_record_builder_finish (builder);
  json = sluice_process_record_to_json (record, TRUE);
  g_print ("%.*s\n", (int) g_bytes_get_size (json), (const char *) g_bytes_get_data (json, NULL));
  return EXIT_SUCCESS;
}
